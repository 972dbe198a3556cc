import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { leaversOutput } from '../../examples/leavers/schemas.ts';
import { readTable } from '../../examples/leavers/snapshot/read-table.ts';
import type { Run } from '../../packages/protocol/src/index.ts';
import { command } from '../cli/command.ts';
import { startExamples } from './start-examples.ts';

const DATA = join(import.meta.dirname, '../../examples/leavers/data');
const TABLES = ['leavers', 'old_company_decision_makers', 'new_company_decision_makers'] as const;

const examples = await startExamples();
after(async () => examples.close());
const { client } = examples;

async function finish(input?: unknown): Promise<Run> {
  const { id } = await client.runs.start({ workflow: 'leavers', ...(input === undefined ? {} : { input }) });
  return client.runs.wait(id);
}

async function download(runId: string, path: string): Promise<string> {
  return (await client.runs.artifacts.download(runId, path)).text();
}

test('a start without input compares the shipped snapshots and delivers three tables, as files and as records', async () => {
  const run = await finish();
  assert.equal(run.status, 'completed', run.error?.message);
  const output = leaversOutput.parse(run.output);
  const counts = {
    leavers: output.summary.leavers_count,
    old_company_decision_makers: output.summary.old_company_dms_count,
    new_company_decision_makers: output.summary.new_company_dms_count,
  };
  const files = await client.runs.artifacts.list(run.id).all();
  assert.deepEqual(
    files
      .filter(({ role }) => role === 'output')
      .map(({ path }) => path)
      .toSorted(),
    TABLES.map((name) => `${name}.csv`).toSorted(),
  );
  for (const name of TABLES) {
    const { rows: lines } = await readTable(await download(run.id, output.files[name]), name);
    const records = await client.runs.records.rows(run.id, name).all();
    assert.ok(counts[name] > 100, name);
    assert.deepEqual([lines.length, records.length], [counts[name], counts[name]], name);
  }
  assert.deepEqual(
    run.stages.map(({ name, status }) => [name, status]),
    ['read', 'match', 'leavers', 'decision_makers', 'export'].map((name) => [name, 'completed']),
  );
});

test('every row of both files is accounted for, in the output, in the item summary and in the records of gaps', async () => {
  const run = await finish();
  const { gap_report: gaps, people } = leaversOutput.parse(run.output);
  for (const side of [gaps.before, gaps.after]) {
    assert.equal(side.rows, side.used + side.gaps);
    assert.equal(
      Object.values(side.reasons).reduce((sum, count) => sum + count, 0),
      side.gaps,
    );
  }
  const records = await client.runs.records.rows(run.id, 'gap_report').all();
  assert.equal(records.length, gaps.before.gaps + gaps.after.gaps);
  assert.deepEqual([run.item_summary?.input, run.item_summary?.dropped], [gaps.before.rows + gaps.after.rows, records.length]);
  assert.equal(people.before, people.stayed + people.left + people.undecided);
});

test('what was measured is priced as the input says', async () => {
  const run = await finish({
    before: { shipped: 'before.csv' },
    after: { shipped: 'after.csv' },
    prices: { row_micros: 7, comparison_micros: 0 },
  });
  const { costs, gap_report: gaps } = leaversOutput.parse(run.output);
  assert.equal(costs.total_micros, 7 * (gaps.before.rows + gaps.after.rows));
  assert.deepEqual(run.cost, [{ currency: 'USD', total_micros: costs.total_micros, by_provider: { local: costs.total_micros } }]);
});

test('a run that is paused in the middle goes on to the same result', async () => {
  const whole = await finish();
  const { id } = await client.runs.start({ workflow: 'leavers' });
  for await (const run of client.runs.changes(id)) if (run.progress.units_done !== null || run.finished) break;
  await client.runs.pause(id);
  for await (const run of client.runs.changes(id)) if (run.status === 'paused' || run.finished) break;
  assert.equal((await client.runs.get(id)).status, 'paused');
  await client.runs.resume(id);
  const resumed = await client.runs.wait(id);
  assert.deepEqual(resumed.output, whole.output);
  for (const name of TABLES) assert.equal(await download(id, `${name}.csv`), await download(whole.id, `${name}.csv`), name);
});

test("the command line runs it on anybody's files", async () => {
  const paths = { before: join(examples.folder, 'a.csv'), after: join(examples.folder, 'b.csv') };
  const staff = 'Bo Lindqvist;CEO;Atlas GmbH\r\nCy Foxworth;Head of Sales;Borealis\r\n';
  writeFileSync(
    paths.before,
    `\uFEFFFull Name;Position;Employer\r\n${staff}Zoë Weberling;Buyer;Atlas\r\n=cmd()|x;Buyer;Atlas\r\nnobody\r\n`,
  );
  writeFileSync(
    paths.after,
    `name,title,company\nBo Lindqvist,CEO,Atlas\nCy Foxworth,Head of Sales,Borealis\nZoe Weberling,Senior Buyer,Borealis Ltd.\n`,
  );
  const words = ['start', 'leavers', '--input', `before=@${paths.before}`, '--input', `after=@${paths.after}`, '--wait', '--json'];
  const { code, out, err } = await command(words, { MILLRACE_URL: examples.url, MILLRACE_API_KEY: examples.apiKey }).outcome;
  assert.equal(code, 0, err);
  const run: unknown = JSON.parse(out);
  assert.ok(typeof run === 'object' && run !== null && 'id' in run && typeof run.id === 'string');
  const [, moved, absent] = (await download(run.id, 'leavers.csv')).split('\n');
  assert.match(moved ?? '', /^,Zoë Weberling,.*,Atlas(?: GmbH)?,Buyer,.*,known,Borealis/u);
  assert.match(absent ?? '', /^,'=cmd\(\)\|x,/u);
  assert.match(await download(run.id, 'old_company_decision_makers.csv'), /Bo Lindqvist,CEO,c_level/);
  assert.match(await download(run.id, 'new_company_decision_makers.csv'), /Cy Foxworth,Head of Sales,head/);
  const gaps = await client.runs.records.rows(run.id, 'gap_report').all();
  assert.deepEqual(gaps, [{ file: 'before', row: 5, reason: 'too_few_columns' }]);
});

test('a file without the needed columns fails the run at once, in words', async () => {
  const run = await finish({ before: 'city\nRome', after: { shipped: 'after.csv' } });
  assert.deepEqual([run.status, run.error?.code], ['failed', 'unreadable_snapshot']);
  assert.match(run.error?.message ?? '', /before lacks columns with the name and the company/);
});

test('what the input may not be is refused before a run exists', async () => {
  const table = 'name,company\nAnna,Atlas';
  for (const input of [
    { before: table },
    { before: table, after: { shipped: '../../secret' } },
    { before: table, after: table, criteria: { tenure_months: { min: 9, max: 3 } } },
    { before: table, after: table, typo: true },
  ]) {
    await assert.rejects(client.runs.start({ workflow: 'leavers', input }), { code: 'invalid_input' });
  }
});

test('an empty comparison completes with empty tables', async () => {
  const run = await finish({ before: 'name,company\n', after: 'name,company\n' });
  assert.equal(run.status, 'completed');
  assert.equal((await download(run.id, 'leavers.csv')).trim().split('\n').length, 1);
});

test('criteria choose among the leavers', async () => {
  const tables = {
    before: readFileSync(join(DATA, 'before.csv'), 'utf8').split('\n').slice(0, 800).join('\n'),
    after: { shipped: 'after.csv' },
  };
  const all = leaversOutput.parse((await finish(tables)).output);
  const some = leaversOutput.parse(
    (await finish({ ...tables, criteria: { geographies: ['Germany', 'Paris'], company_size: { min: 200 } } })).output,
  );
  const excluded = Object.values(some.excluded_by_criteria).reduce((sum, count) => sum + count, 0);
  assert.ok(some.summary.leavers_count > 0);
  assert.equal(some.summary.leavers_count + excluded, all.summary.leavers_count);
});
