import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import {
  ArtifactList,
  Batch,
  EventList,
  LogList,
  RecordSetList,
  Run,
  RunDeletion,
  RunList,
  type Job,
} from '../../packages/protocol/src/index.ts';
import { startApi, type Answer, type Api } from './start-api.ts';
import { untilOver } from './until-over.ts';

let api: Api;
before(async () => {
  api = await startApi();
});
after(async () => api.close());

async function runOfBatch(): Promise<Run> {
  const { links, id } = (await api.request('/v1/batches', { body: { name: 'x' } })).as(Batch);
  await api.request(`${links.files}/a.txt`, { method: 'PUT', body: 'secret' });
  return api.finish('read-batch', undefined, { batch: id, tags: ['secret'] });
}

async function remove(run: Run, query: string): Promise<RunDeletion> {
  const answer = await api.request(`/v1/runs/${run.id}?${query}`, { method: 'DELETE' });
  assert.equal(answer.status, 202, answer.text);
  const deletion = answer.as(RunDeletion);
  for (const job of Object.values(deletion.jobs)) if (job !== null) assert.equal((await untilOver(api, job)).state, 'complete');
  return deletion;
}

function parts({ jobs }: RunDeletion): readonly (string | null)[] {
  return Object.values(jobs).flatMap((job: Job | null) => (job === null ? [] : [job.part]));
}

async function ofRun(run: Run, rest: string): Promise<Answer> {
  return api.request(`/v1/runs/${run.id}${rest}`);
}

describe('deleting a run', () => {
  it('makes it unknown to every read at once, the polled status and its links included', async () => {
    const run = await runOfBatch();
    const [artifact] = (await ofRun(run, '/artifacts')).as(ArtifactList).data;
    assert.equal((await ofRun(run, '/status')).status, 200);
    assert.equal((await ofRun(run, '/status')).status, 200);
    const deletion = await remove(run, '');
    assert.deepEqual(parts(deletion), ['data', 'input', 'output', 'logs']);
    for (const rest of [
      '',
      '/status',
      '/steps',
      '/events',
      '/logs',
      '/records',
      '/records/files',
      '/artifacts',
      '/artifacts:zip',
      '/artifacts/names.txt',
    ]) {
      assert.equal((await ofRun(run, rest)).status, 404, rest);
    }
    for (const verb of [':cancel', ':pause', ':resume', ':retry', ':rerun']) {
      assert.equal((await api.request(`/v1/runs/${run.id}${verb}`, { body: {} })).status, 404, verb);
    }
    assert.deepEqual((await api.request('/v1/runs?tag=secret')).as(RunList).data, []);
    assert.equal((await api.request(artifact?.signed_url ?? '', { key: null })).code(), 'link_invalid');
    assert.equal((await api.request(`/v1/runs/${run.id}`, { method: 'DELETE' })).status, 404);
  });

  it('of its parts leaves it there, with null or nothing in their place', async () => {
    const run = await runOfBatch();
    const deletion = await remove(run, 'data=false');
    assert.deepEqual(parts(deletion), ['input', 'output', 'logs']);
    const left = (await ofRun(run, '?expand=input,steps,artifacts,usage,lineage')).as(Run);
    assert.deepEqual([left.status, left.output, left.input, left.artifacts], ['completed', null, null, []]);
    assert.deepEqual(left.deleted, ['input', 'output', 'logs']);
    assert.equal(left.seq, run.seq + 1);
    assert.deepEqual((await ofRun(run, '/records')).as(RecordSetList).data, []);
    assert.deepEqual((await ofRun(run, '/logs')).as(LogList).data, []);
    assert.deepEqual((await ofRun(run, '/artifacts')).as(ArtifactList).data, []);
    const types = (await ofRun(run, '/events')).as(EventList).data.map(({ type }) => type);
    assert.equal(types.at(-1), 'data.deleted');
    assert.ok(!types.includes('log.written'));
    const rerun = await api.request(`/v1/runs/${run.id}:rerun`, { body: {} });
    assert.equal(rerun.status, 409);
    await remove(run, '');
    assert.equal((await ofRun(run, '')).status, 404);
  });

  it('takes the batch when that is asked for', async () => {
    const run = await runOfBatch();
    const { jobs } = await remove(run, 'data=false&output=false&logs=false&batch=true');
    assert.deepEqual([jobs.input?.kind, jobs.batch?.kind, jobs.data, jobs.output], ['delete_run', 'delete_batch', null, null]);
    assert.equal((await api.request(`/v1/batches/${run.lineage.batch_id}`)).status, 404);
    assert.notEqual((await ofRun(run, '')).as(Run).output, null);
  });

  it('is refused while it runs, without the scope, with a wrong choice, and in another workspace', async () => {
    const waiting = await api.start('wait-for-go');
    await api.until(waiting.id, 'waiting');
    const refused = await api.request(`/v1/runs/${waiting.id}`, { method: 'DELETE' });
    assert.deepEqual([refused.status, refused.code()], [409, 'run_not_finished']);
    const run = await api.finish('anything', 1);
    const path = `/v1/runs/${run.id}`;
    assert.equal((await api.request(`${path}?data=maybe`, { method: 'DELETE' })).status, 400);
    assert.equal((await api.request(`${path}?data=false&input=false&output=false&logs=false`, { method: 'DELETE' })).status, 400);
    assert.equal((await api.request(path, { method: 'DELETE', key: api.strangerKey })).status, 404);
    assert.equal((await api.request('/v1/jobs/nothing')).status, 404);
    const { jobs } = await remove(run, 'logs=true');
    assert.equal((await api.request(jobs.logs?.links.self ?? '', { key: api.strangerKey })).status, 404);
  });

  it('answers a repeated start with its key as a conflict', async () => {
    const headers = { 'idempotency-key': 'only-once', prefer: 'wait=10' };
    const body = { workflow: 'anything', input: 1 };
    const run = (await api.request('/v1/runs', { body, headers })).as(Run);
    await remove(run, '');
    const again = await api.request('/v1/runs', { body, headers });
    assert.deepEqual([again.status, again.code()], [409, 'conflict']);
  });
});

describe('the files of what was deleted', () => {
  it('are gone from the disk', async () => {
    const own = await startApi();
    try {
      const { links, id } = (await own.request('/v1/batches', { body: { name: 'x' } })).as(Batch);
      await own.request(`${links.files}/a.txt`, { method: 'PUT', body: 'secret' });
      const run = await own.finish('read-batch', undefined, { batch: id });
      assert.ok((await filesIn(own)).length === 2);
      const answer = await own.request(`/v1/runs/${run.id}?batch=true`, { method: 'DELETE' });
      for (const job of Object.values(answer.as(RunDeletion).jobs)) if (job !== null) await untilOver(own, job);
      assert.deepEqual(await filesIn(own), []);
    } finally {
      await own.close();
    }
  });
});

async function filesIn({ data }: Api): Promise<readonly string[]> {
  const entries = await readdir(`${data}/artifacts`, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
