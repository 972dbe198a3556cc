import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Run } from '../../packages/protocol/src/index.ts';
import { Millrace } from '../../packages/client/src/index.ts';
import { readConfig } from '../../packages/millrace/src/config.ts';
import { startMillrace } from '../../packages/millrace/src/main.ts';

const data = mkdtempSync(join(tmpdir(), 'millrace-again-'));
const server = await startMillrace(
  readConfig({ port: '0', data, workflows: join(import.meta.dirname, 'workflows'), logLevel: 'silent' }, {}),
);
after(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});
const client = new Millrace({ baseUrl: server.url, apiKey: server.apiKey });
const WHOLE = { first: 1, heard: { loud: true }, decision: 'approved', child: 'grown up', doubled: [2, 4, 6], last: 'done' };

interface FailedJob {
  readonly run: Run;
  /** What was done since this was asked for the last time. */
  readonly effects: () => readonly string[];
  readonly mend: () => void;
}

async function failedJob(workflow: string): Promise<FailedJob> {
  const folder = mkdtempSync(join(data, 'job-'));
  const input = { log: join(folder, 'effects.log'), obstacle: join(folder, 'obstacle') };
  writeFileSync(input.obstacle, '');
  const { id } = await client.runs.start({ workflow, input });
  for await (const run of client.runs.changes(id)) await answer(run);
  const run = await client.runs.get(id);
  assert.equal(run.status, 'failed', JSON.stringify(run.error));
  const effects = (): readonly string[] => {
    const lines = readFileSync(input.log, 'utf8').trim().split('\n');
    writeFileSync(input.log, '');
    return lines;
  };
  effects();
  return { run, effects, mend: () => rmSync(input.obstacle) };
}

/** Gives a run what it waits for. */
async function answer({ id, waiting_for: wait }: Run): Promise<void> {
  if (wait?.kind === 'signal' && !(await hasSignal(id))) await client.runs.signal(id, wait.name, { loud: true });
  const [review] = wait?.kind === 'review' ? await client.reviews.list({ run: id, status: 'open' }).all() : [];
  if (review !== undefined) await client.reviews.decide(review.id, { decision: 'approved' });
}

async function hasSignal(id: string): Promise<boolean> {
  const events = await client.runs.eventLog(id).all();
  return events.some(({ type }) => type === 'signal.received');
}

test('a retry asks for nothing again that was done, heard, decided, slept or called', async () => {
  const { run, effects, mend } = await failedJob('long-job');
  mend();
  const again = await client.runs.retry(run.id, {}, { waitSeconds: 30 });
  assert.deepEqual([again.status, again.output], ['completed', WHOLE], JSON.stringify(again.error));
  assert.deepEqual(effects(), ['last']);
  const rows = await client.runs.records.rows(again.id, 'rows').all();
  assert.deepEqual(rows, [2, 4, 6]);
  assert.equal(await (await client.runs.artifacts.download(again.id, 'first.txt')).text(), '1');
});

test('a retry of a retry still knows who did the work first', async () => {
  const { run, effects, mend } = await failedJob('long-job');
  const second = await client.runs.retry(run.id, {}, { waitSeconds: 30 });
  assert.equal(second.status, 'failed');
  mend();
  const third = await client.runs.retry(second.id, {}, { waitSeconds: 30 });
  assert.deepEqual([third.status, third.lineage.attempt, third.output], ['completed', 3, WHOLE]);
  assert.deepEqual(effects(), ['last', 'last']);
  const steps = await client.runs.steps(third.id).all();
  assert.equal(steps.find(({ name }) => name === 'first')?.copied_from, run.id);
});

test('of a map that failed its run only the failed items are done again', async () => {
  const { run, effects, mend } = await failedJob('picky-job');
  mend();
  const again = await client.runs.retry(run.id, {}, { waitSeconds: 30 });
  assert.deepEqual([again.status, again.output], ['completed', [1, 2, 3]], JSON.stringify(again.error));
  assert.deepEqual(effects(), ['check 2']);
  assert.deepEqual([again.item_summary?.input, again.item_summary?.delivered, again.item_summary?.failed], [3, 3, 0]);
});

test('a rerun from a step does that step and what follows again, and takes a given result for what it is', async () => {
  const { run, effects, mend } = await failedJob('long-job');
  mend();
  const again = await client.runs.rerun(run.id, { from_step: 'double' }, { waitSeconds: 30 });
  assert.deepEqual([again.status, again.output], ['completed', WHOLE], JSON.stringify(again.error));
  assert.deepEqual(
    effects().toSorted((a, b) => a.localeCompare(b)),
    ['double 1', 'double 2', 'double 3', 'last'],
  );
  const given = await client.runs.rerun(run.id, { from_step: 'last', outputs: { first: 7, last: 'by hand' } }, { waitSeconds: 30 });
  assert.deepEqual(given.output, { ...WHOLE, first: 7, last: 'by hand' }, JSON.stringify(given.waiting_for));
  assert.deepEqual(await client.runs.records.rows(given.id, 'rows').all(), [2, 4, 6]);
  assert.deepEqual(effects(), ['']);
});
