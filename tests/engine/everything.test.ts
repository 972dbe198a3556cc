import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MillraceUnderTest } from './millrace-under-test.ts';

const under = await MillraceUnderTest.start();

test('each verb of the context answers the same after every replay and leaves one trace', async () => {
  const log = under.log();
  const id = await under.begin('everything', { log, items: 100 });
  const summary = { input: 100, delivered: 80, dropped: 10, failed: 10, pending: 0, reasons: { unlucky: 10, 'bad number': 10 } };
  const delivered = Array.from({ length: 100 }, (_, index) => index).filter((number) => number % 10 !== 3 && number % 10 !== 7);
  assert.deepEqual(await under.output(id), {
    source: 'line one\nline two\n',
    summary,
    child: ['child'],
    sum: delivered.reduce((sum, number) => sum + number * 2, 0),
  });
  assert.equal(under.effects(log).filter((line) => line.startsWith('item ')).length, 100);
  assert.equal(new Set(under.effects(log)).size, 101);
  const run = under.run(id);
  assert.deepEqual(run.items, summary);
  assert.deepEqual(run.costs, { USD: { local: 40 } });
  assert.deepEqual(
    run.stages.map(({ name, status }) => [name, status]),
    [
      ['read', 'completed'],
      ['work', 'completed'],
    ],
  );
  assert.equal(run.progress.percent, 100);
  assert.equal(run.children, 1);
});

test('files and rows of a run are there under their names, once', async () => {
  const log = under.log();
  const id = await under.begin('everything', { log, items: 25 });
  await under.output(id);
  const { store } = under.context;
  const workspaceId = under.millrace.workspaceId;
  assert.deepEqual(
    store.artifacts.list(workspaceId, id).map(({ path, role }) => [path, role]),
    [
      ['in/source.txt', 'intermediate'],
      ['out/result.json', 'output'],
    ],
  );
  assert.deepEqual(store.records.sets(workspaceId, id), [{ name: 'doubled', count: 20, outcomes: null }]);
  assert.deepEqual(store.records.rows(workspaceId, id, 'doubled', { from: 18, limit: 10 }), [{ value: 44 }, { value: 48 }]);
});

test('ten thousand items are recorded in chunks and not one by one', async () => {
  const log = under.log();
  const id = await under.begin('everything', { log, items: 10_000 });
  await under.output(id);
  const chunks = under.types(id).filter((type) => type === 'items.recorded').length;
  assert.ok(chunks >= 10 && chunks <= 1_000, `${chunks} chunks`);
});

test('the events of a run are numbered without a gap, and folding them gives the run that is stored', async () => {
  const log = under.log();
  const id = await under.begin('everything', { log, items: 60 });
  await under.output(id);
  const events = under.context.store.events.after(under.millrace.workspaceId, id, 0, 10_000);
  assert.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_, index) => index + 1),
  );
  assert.equal(events.length, under.run(id).seq);
});
