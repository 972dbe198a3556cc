import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { unzipSync } from 'fflate';
import { Millrace, MillraceApiError } from '../../packages/client/src/index.ts';
import { readConfig } from '../../packages/millrace/src/config.ts';
import { startMillrace } from '../../packages/millrace/src/main.ts';

const data = mkdtempSync(join(tmpdir(), 'millrace-sdk-files-'));
const workflows = join(import.meta.dirname, '../api/workflows');
const server = await startMillrace(readConfig({ port: '0', data, workflows, logLevel: 'silent' }, {}));
after(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});
const client = new Millrace({ baseUrl: server.url, apiKey: server.apiKey });

test('a batch is filled, run, taken away as a ZIP and deleted', async () => {
  const batch = await client.batches.create({ name: 'letters' });
  await client.batches.putFile(batch.id, 'a/1.txt', 'one', { mediaType: 'text/plain' });
  await client.batches.putFile(batch.id, '2.txt', 'two');
  const big = await client.batches.putLargeFile(batch.id, { name: '3.txt', media_type: 'text/plain' }, new Blob(['three']));
  assert.equal(big.size_bytes, 5);
  await client.batches.removeFile(batch.id, '2.txt');
  assert.deepEqual(
    (await client.batches.files(batch.id).all()).map(({ name }) => name),
    ['3.txt', 'a/1.txt'],
  );
  assert.equal(await (await client.batches.download(batch.id, 'a/1.txt')).text(), 'one');
  const run = await client.runs.start({ workflow: 'read-batch', batch: batch.id }, { waitSeconds: 30 });
  assert.deepEqual(run.output, { '3.txt': 'three', 'a/1.txt': 'one' });
  const zip = await client.runs.artifacts.zip(run.id, { roles: ['input'] });
  assert.deepEqual(Object.keys(unzipSync(await zip.bytes())), ['input/3.txt', 'input/a/1.txt']);
  const { jobs } = await client.runs.delete(run.id, { batch: true });
  for (const job of Object.values(jobs)) assert.equal((await client.jobs.wait(job?.id ?? '')).state, 'complete');
  await assert.rejects(client.runs.get(run.id), (error) => MillraceApiError.is(error) && error.code === 'not_found');
  assert.deepEqual(await client.batches.list().all(), []);
});

test('parts of what a run holds are deleted, and the run stays', async () => {
  const { id } = await client.runs.start({ workflow: 'anything', input: 'secret' }, { waitSeconds: 30 });
  const { jobs } = await client.runs.delete(id, { data: false, logs: false });
  assert.deepEqual([jobs.data, jobs.logs, jobs.input?.part, jobs.output?.part], [null, null, 'input', 'output']);
  const run = await client.runs.get(id, { expand: ['input'] });
  assert.deepEqual([run.input, run.output, run.deleted], [null, null, ['input', 'output']]);
});

test('a batch is deleted by itself', async () => {
  const { id } = await client.batches.create({ name: 'x' });
  const job = await client.batches.delete(id);
  assert.equal((await client.jobs.wait(job.id)).kind, 'delete_batch');
  await assert.rejects(client.batches.get(id), (error) => MillraceApiError.is(error) && error.status === 404);
});
