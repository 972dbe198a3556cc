import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cancelRun } from '../../packages/millrace/src/commands/cancel-run.ts';
import type { RunChange } from '../../packages/millrace/src/domain/change.ts';
import type { StoredError } from '../../packages/millrace/src/domain/run.ts';
import { ChangingWorkflow } from './changing-workflow.ts';
import { MillraceUnderTest } from './millrace-under-test.ts';

const changing = new ChangingWorkflow();
const under = await MillraceUnderTest.start({ workflows: changing.folder });

async function begin(body: string): Promise<string> {
  changing.write(body);
  await under.millrace.reload();
  return under.begin('changing');
}

async function errorOf(runId: string): Promise<StoredError> {
  const run = await under.status(runId, 'failed');
  assert.equal(run.reason, 'step_failed');
  if (run.status !== 'failed') throw new Error('It did not fail.');
  return run.error;
}

function changesOf<T extends RunChange['type']>(runId: string, type: T): readonly Extract<RunChange, { readonly type: T }>[] {
  return under.changes(runId).filter((change): change is Extract<RunChange, { readonly type: T }> => change.type === type);
}

const FORBIDDEN: readonly (readonly [verb: string, call: string])[] = [
  ['run.step', "run.step('inner', () => 1)"],
  ['run.map', "run.map('inner', [1], (n) => n)"],
  ['run.call', "run.call('inner', null)"],
  ['run.sleep', "run.sleep('inner', 1)"],
  ['run.sleep', "run.sleepUntil('inner', 1)"],
  ['run.waitFor', "run.waitFor('inner')"],
  ['run.review', "run.review('inner', {})"],
  ['run.stage', "run.stage('inner', async () => 1)"],
  ['run.records', "run.records('inner', [1])"],
  ['run.items', "run.items('inner', [{ outcome: 'delivered' }])"],
];

for (const [verb, call] of FORBIDDEN) {
  test(`a step that calls ${call} fails at its first attempt and says what to do instead`, async () => {
    const id = await begin(`return run.step('outer', () => ${call});`);
    const { code, message, step, attempt } = await errorOf(id);
    assert.deepEqual([code, step, attempt], ['nested_call', 'outer', 1]);
    assert.match(
      message,
      new RegExp(`^${verb} \\("inner"\\) was called inside the function of the step "outer"\\. Call it before or after`),
    );
    assert.deepEqual(under.types(id), ['run.queued', 'run.started', 'step.attempt-failed', 'run.finished']);
  });

  test(`a map of which an item calls ${call} fails its run, and no item is tried again`, async () => {
    const id = await begin(`return run.map('outer', [1, 2, 3], () => ${call}, { concurrency: 1 });`);
    const { code, message, step, attempt } = await errorOf(id);
    assert.deepEqual([code, step, attempt], ['nested_call', 'outer', 1]);
    assert.match(message, new RegExp(`^${verb} \\("inner"\\) was called inside the function for the items of the map "outer"\\.`));
    assert.deepEqual(under.types(id), ['run.queued', 'run.started', 'run.finished']);
  });
}

test('a step that catches the error of such a call, or hides it in another one, has failed all the same', async () => {
  const caught = await begin(`return run.step('outer', () => run.call('inner', null).catch(() => 'nothing'));`);
  assert.equal((await errorOf(caught)).code, 'nested_call');
  const hidden = await begin(`return run.step('outer', () => run.call('inner', null).catch(() => { throw new Error('no'); }));`);
  assert.deepEqual([(await errorOf(hidden)).code, changesOf(hidden, 'step.attempt-failed').length], ['nested_call', 1]);
});

test('a map fails its run also when the item, or the function of the run, catches the error', async () => {
  const id = await begin(`
    const map = run.map('outer', [1, 2, 3], () => run.call('inner', null).catch(() => 'nothing'));
    await map.catch(() => null);
    return 'went on';`);
  assert.equal((await errorOf(id)).code, 'nested_call');
});

test('items beside one that makes such a call are let end and are recorded', async () => {
  const id = await begin(`
    return run.map('outer', ['wrong', 'slow', 'late'], async (item) => {
      if (item === 'wrong') await run.sleep('inner', 1);
      await delay(50);
      return item;
    }, { concurrency: 2 });`);
  await errorOf(id);
  const recorded = changesOf(id, 'items.recorded').map(({ payload }) => payload);
  assert.deepEqual(recorded, ['[[1,"d","slow"]]']);
});

test('a run ends once, although two of its maps and a step make such calls at the same time', async () => {
  const id = await begin(`
    const wrong = () => run.sleep('inner', 1);
    return Promise.all([run.map('a', [1, 2], wrong), run.map('b', [1, 2], wrong), run.step('c', async () => { await delay(20); return wrong(); })]);`);
  assert.equal((await errorOf(id)).code, 'nested_call');
  assert.equal(changesOf(id, 'run.finished').length, 1);
});

test('a call that was begun before a step or a map may be waited for inside of them', async () => {
  const id = await begin(`
    const nap = run.sleep('nap', 10).then(() => 'slept');
    const early = run.step('early', () => delay(10, 'early'));
    const step = await run.step('outer', async () => [await nap, await early]);
    const { values } = await run.map('items', [1, 2], async (n) => [n, await early]);
    await run.sleep('once more', 10);
    return [step, values];`);
  assert.deepEqual(await under.output(id), [
    ['slept', 'early'],
    [
      [1, 'early'],
      [2, 'early'],
    ],
  ]);
});

test('what is noted through the run inside of a step belongs to the attempt, and takes no number from what is noted later', async () => {
  const id = await begin(`
    const note = (text) => { run.log('info', text); run.usage({ provider: 'p', meter: 'm', quantity: 1 }); run.progress({ message: text }); };
    await run.step('outer', ({ attempt }) => { note('inside ' + attempt); if (attempt === 1) throw new Error('again'); });
    await run.map('items', [1], () => note('item'));
    await run.sleep('nap', 10);
    note('after');
    await run.sleep('nap', 10);`);
  await under.output(id);
  const logs = changesOf(id, 'log.written').map(({ message, step }) => [message, step]);
  assert.deepEqual(logs, [
    ['inside 1', 'outer'],
    ['inside 2', 'outer'],
    ['item', 'items'],
    ['after', null],
  ]);
  const usage = changesOf(id, 'usage.recorded').map(({ entry }) => [entry.step, entry.attempt]);
  assert.deepEqual(usage, [
    ['outer', 1],
    ['outer', 2],
    ['items', 1],
    [null, null],
  ]);
});

test('a file that a step stores is stored again with its next attempt, and is not taken for one that is stored later', async () => {
  const id = await begin(`
    const stored = await run.stage('reading', () => run.step('outer', async ({ attempt }) => {
      const ref = await run.artifact('report.txt', 'draft ' + attempt);
      if (attempt === 1) throw new Error('again');
      return run.file(ref).text();
    }));
    await run.sleep('nap', 10);
    const ref = await run.artifact('report.txt', 'final');
    await run.sleep('nap', 10);
    const { values } = await run.map('items', ['a', 'b'], async (item) => (await run.artifact(item + '.txt', item)).artifact);
    return [stored, await run.file(ref).text(), values];`);
  assert.deepEqual(await under.output(id), ['draft 2', 'final', ['a.txt', 'b.txt']]);
  const files = changesOf(id, 'artifact.recorded').map(({ op, artifact }) => [op, artifact.path, artifact.step]);
  assert.deepEqual(files.slice(0, 3), [
    [null, 'report.txt', 'reading'],
    [null, 'report.txt', 'reading'],
    ['artifact:report.txt#1', 'report.txt', null],
  ]);
  // Items go on side by side.
  const byItems = files.slice(3).map(([op, path, step]) => [op, path, step].join(' '));
  assert.deepEqual(byItems.toSorted(), [' a.txt ', ' b.txt ']);
});

test('a step that stores a file after it was told to stop does not hold up the end of its run', async () => {
  const id = await begin(`
    return run.step('outer', async ({ signal, progress }) => {
      progress({ message: 'begun' });
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return run.artifact('late.txt', 'kept');
    });`);
  await under.until(id, ({ progress }) => progress.message === 'begun', 'begun');
  await cancelRun(under.context, under.caller, id);
  await under.status(id, 'cancelled');
  assert.deepEqual(
    changesOf(id, 'step.completed').map(({ name }) => name),
    ['outer'],
  );
});
