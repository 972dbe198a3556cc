import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Millrace, MillraceApiError } from '../../packages/client/src/index.ts';
import { readConfig } from '../../packages/millrace/src/config.ts';
import { startMillrace } from '../../packages/millrace/src/main.ts';

const data = mkdtempSync(join(tmpdir(), 'millrace-sdk-'));
const workflows = join(import.meta.dirname, '../api/workflows');
const server = await startMillrace(readConfig({ port: '0', data, workflows, logLevel: 'silent' }, {}));
after(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});
const client = new Millrace({ baseUrl: server.url, apiKey: server.apiKey });

test('a run of an example is started, and its scores are read', async () => {
  const { id, evaluation } = await client.runs.start({ workflow: 'extract', example: 'nearly' }, { waitSeconds: 30 });
  assert.deepEqual(evaluation, { score: 0.75, passed: true });
  const scores = await client.runs.evaluations(id).all();
  assert.deepEqual(
    scores.map(({ name, passed }) => [name, passed]),
    [
      ['total', true],
      ['number', false],
    ],
  );
});

test('a verdict is put, read and deleted, and found in lists and in the health of its workflow', async () => {
  const { id, seq } = await client.runs.start({ workflow: 'extract' }, { waitSeconds: 30 });
  const put = await client.runs.verdict.put(id, { verdict: 'correct', note: 'As it should be.' }, { ifMatch: `"${seq}"` });
  assert.deepEqual(await client.runs.verdict.get(id), put);
  await assert.rejects(
    client.runs.verdict.put(id, { verdict: null }, { ifMatch: `"${seq}"` }),
    (error) => MillraceApiError.is(error) && error.code === 'precondition_failed',
  );
  const found = await client.runs.list({ verdict: 'correct', has_corrections: false, sample_rate: 1, ids: [id] }).all();
  assert.deepEqual(
    found.map((run) => run.id),
    [id],
  );
  assert.equal((await client.workflows.verdictHealth('extract', { bucket: 'week' })).totals.correct, 1);
  await client.runs.verdict.delete(id);
  assert.deepEqual(await client.runs.list({ has_verdict: true }).all(), []);
});

test('expected files are handed in, copied, renamed and deleted', async () => {
  const { id } = await client.runs.start({ workflow: 'extract' }, { waitSeconds: 30 });
  const { verdict } = client.runs;
  await verdict.putExpectedFile(id, 'a b.txt', 'what it should be', { mediaType: 'text/plain' });
  await verdict.copyExpectedFile(id, { from: 'invoice.csv', name: 'copy.csv' });
  await verdict.renameExpectedFile(id, { from: 'copy.csv', to: 'right.csv' });
  const paths = async (): Promise<readonly string[]> => (await verdict.expectedFiles(id).all()).map(({ path }) => path);
  assert.deepEqual(await paths(), ['expected/a b.txt', 'expected/right.csv']);
  await verdict.deleteExpectedFile(id, 'a b.txt');
  assert.deepEqual(await paths(), ['expected/right.csv']);
});

test('rows are read by their outcome, and with what became of them', async () => {
  const { id } = await client.runs.start({ workflow: 'extract' }, { waitSeconds: 30 });
  assert.deepEqual(await client.runs.records.rows(id, 'lines', { outcome: 'delivered' }).all(), ['a', 'c']);
  const page = await client.runs.records.withOutcomes(id, 'lines', { limit: 1, outcome: 'dropped' });
  assert.deepEqual(page, { data: ['b'], next_cursor: null, outcomes: [{ index: 1, outcome: 'dropped', reason: 'no price for b' }] });
});
