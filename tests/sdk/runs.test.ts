import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Millrace, MillraceApiError } from '../../packages/client/src/index.ts';
import { readConfig } from '../../packages/millrace/src/config.ts';
import { startMillrace } from '../../packages/millrace/src/main.ts';

const data = mkdtempSync(join(tmpdir(), 'millrace-sdk-'));
const workflows = join(import.meta.dirname, '../cli/workflows');
const server = await startMillrace(readConfig({ port: '0', data, workflows, logLevel: 'silent' }, {}));
after(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});
const client = new Millrace({ baseUrl: server.url, apiKey: server.apiKey });
const job = { workflow: 'cli-job', input: { rows: 2 } };
const held = { workflow: 'cli-job', input: { hold: true } };

async function isWaiting(id: string): Promise<void> {
  for await (const run of client.runs.changes(id)) if (run.status === 'waiting') return;
}

test('a run is started, waited for and read', async () => {
  const run = await client.runs.start({ ...job, tags: ['a'], metadata: { m: 1 } });
  assert.deepEqual([run.finished, run.tags, run.metadata], [false, ['a'], { m: 1 }]);
  const ended = await client.runs.wait(run.id);
  assert.deepEqual([ended.status, ended.output], ['completed', { result: [0], characters: 0 }]);
  const { input, steps } = await client.runs.get(run.id, { expand: ['input', 'steps'] });
  assert.deepEqual(input, { rows: 2 });
  assert.deepEqual(
    steps?.map(({ name }) => name),
    ['double'],
  );
  assert.equal((await client.runs.status(run.id)).finished, true);
});

test('a start may wait for the end of the run', async () => {
  const run = await client.runs.start(job, { waitSeconds: 30 });
  assert.equal(run.status, 'completed');
});

test('starts with one key are one run', async () => {
  const runs = await Promise.all(Array.from({ length: 10 }, async () => client.runs.start(job, { idempotencyKey: 'one' })));
  assert.equal(new Set(runs.map(({ id }) => id)).size, 1);
});

test('a wait that is over before the run gives the run as it is', async () => {
  const { id } = await client.runs.start(held);
  const run = await client.runs.wait(id, { timeoutMs: 50 });
  assert.equal(run.finished, false);
  await client.runs.cancel(id);
});

test('changes are seen up to the end of the run', async () => {
  const { id } = await client.runs.start(held);
  await isWaiting(id);
  const seen: string[] = [];
  for await (const run of client.runs.changes(id)) {
    seen.push(run.status);
    if (seen.length === 1) await client.runs.signal(id, 'go');
  }
  assert.deepEqual([seen[0], seen.at(-1)], ['waiting', 'completed']);
});

test('events are followed from the first to the last, each once', async () => {
  const { id } = await client.runs.start(held);
  await isWaiting(id);
  const seqs: number[] = [];
  for await (const event of client.runs.events(id)) {
    seqs.push(event.seq);
    if (event.type === 'run.waiting') await client.runs.signal(id, 'go');
  }
  assert.deepEqual(
    seqs,
    seqs.map((_, index) => index + 1),
  );
  const log = await client.runs.eventLog(id).all();
  assert.deepEqual(
    log.map(({ seq }) => seq),
    seqs,
  );
  const rest: string[] = [];
  for await (const event of client.runs.events(id, { after: seqs.length - 1 })) rest.push(event.type);
  assert.deepEqual(rest, ['run.finished']);
});

test('a stream that breaks off is resumed where it broke', async () => {
  const { id } = await client.runs.start(held);
  await isWaiting(id);
  let connections = 0;
  const breaking: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!new Request(input).url.endsWith('/events') || response.body === null) return response;
    connections += 1;
    if (connections === 3) await client.runs.signal(id, 'go');
    return connections < 3 ? new Response(broken(response.body), response) : response;
  };
  const flaky = new Millrace({ baseUrl: server.url, apiKey: server.apiKey, fetch: breaking });
  const seqs: number[] = [];
  for await (const { seq } of flaky.runs.events(id)) seqs.push(seq);
  assert.ok(connections >= 3);
  assert.deepEqual(
    seqs,
    seqs.map((_, index) => index + 1),
  );
});

/** Most of what comes first, and then a lost connection. */
function broken(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let isCut = false;
  return new ReadableStream({
    async pull(controller) {
      const { value } = isCut ? {} : await reader.read();
      if (value === undefined) controller.error(new TypeError('terminated'));
      else controller.enqueue(value.slice(0, Math.ceil(value.length * 0.7)));
      isCut = true;
    },
  });
}

test('a run is cancelled with an honest outcome, also when it is too late', async () => {
  const { id } = await client.runs.start({ ...held, delay: '1h' });
  assert.equal((await client.runs.cancel(id)).outcome, 'cancelled');
  const again = await client.runs.cancel(id);
  assert.deepEqual([again.outcome, again.run.status], ['too_late', 'cancelled']);
});

test('a run is paused, resumed, retried and rerun', async () => {
  const { id } = await client.runs.start({ ...held, delay: '1h' });
  assert.equal((await client.runs.pause(id)).outcome, 'paused');
  assert.equal((await client.runs.resume(id)).status, 'queued');
  await client.runs.cancel(id);
  const retried = await client.runs.retry(id, { from: 'start' });
  assert.equal(retried.lineage.previous_run_id, id);
  const rerun = await client.runs.rerun(id, { input: { rows: 1 } }, { waitSeconds: 30 });
  assert.deepEqual([rerun.status, rerun.lineage.forked_from?.run_id], ['completed', id]);
  await client.runs.cancel(retried.id);
});

test('a retry takes over what was completed before the failure', async () => {
  const failed = await client.runs.start({ workflow: 'cli-job', input: { rows: 3, fail: true } }, { waitSeconds: 30 });
  assert.equal(failed.status, 'failed');
  const again = await client.runs.retry(failed.id, {}, { waitSeconds: 30 });
  assert.equal(again.status, 'failed');
  const types = await client.runs.eventLog(again.id).all();
  const startedAt = types.findIndex(({ type }) => type === 'run.started');
  assert.ok(types.slice(0, startedAt).some(({ type }) => type === 'items.recorded'));
  assert.ok(!types.slice(startedAt).some(({ type }) => type === 'items.recorded'));
});

test('lists go through all pages', async () => {
  const before = await client.runs.list({ tag: 'paged' }).all();
  for (let index = 0; index < 5; index += 1) await client.runs.start({ ...job, tags: ['paged'] });
  const list = client.runs.list({ tag: 'paged', limit: 2 });
  assert.equal((await list.all()).length, before.length + 5);
  assert.equal((await list.page()).data.length, 2);
  const queued = await client.runs.list({ tag: 'paged', status: ['failed', 'cancelled'] }).all();
  assert.deepEqual(queued, []);
});

test('a file goes up, through a run, and down again', async () => {
  const upload = await client.uploads.create('a,b\n1,2\n', { filename: 'x.csv', mediaType: 'text/csv' });
  const run = await client.runs.start({ workflow: 'cli-job', input: { rows: 1, file: upload.ref } }, { waitSeconds: 30 });
  assert.deepEqual(run.output, { result: [0], characters: 8 });
  const artifacts = await client.runs.artifacts.list(run.id).all();
  assert.deepEqual(
    artifacts.map(({ role, path }) => `${role} ${path}`).toSorted((a, b) => a.localeCompare(b)),
    ['input input/x.csv', 'output result.json'],
  );
  assert.equal(await (await client.runs.artifacts.download(run.id, 'result.json')).text(), '[0]');
  assert.equal(await (await client.runs.artifacts.download(run.id, 'input/x.csv', { range: 'bytes=0-2' })).text(), 'a,b');
  assert.deepEqual(await client.runs.records.sets(run.id).all(), []);
});

test('workflows and keys are read, a key is created and revoked', async () => {
  assert.deepEqual(
    (await client.workflows.list().all()).map(({ name }) => name),
    ['cli-job'],
  );
  const workflow = await client.workflows.get('cli-job');
  assert.equal((await client.workflows.versions('cli-job').all()).length, 1);
  assert.deepEqual(
    workflow.stages.map(({ name }) => name),
    ['read', 'work'],
  );
  const key = await client.apiKeys.create({ name: 'sdk', scopes: ['runs:read'] });
  const reader = new Millrace({ baseUrl: server.url, apiKey: key.key });
  assert.deepEqual((await reader.whoami()).scopes, ['runs:read']);
  await assert.rejects(reader.runs.start(job), (error) => MillraceApiError.is(error) && error.code === 'forbidden');
  await client.apiKeys.revoke(key.id);
  await assert.rejects(reader.whoami(), (error) => MillraceApiError.is(error) && error.code === 'unauthenticated');
  assert.ok((await client.apiKeys.list().all()).some(({ id }) => id === key.id));
});

test('reviews are listed', async () => {
  assert.deepEqual(await client.reviews.list({ status: 'open' }).all(), []);
  await assert.rejects(client.reviews.get('nobody'), (error) => MillraceApiError.is(error) && error.code === 'not_found');
});
