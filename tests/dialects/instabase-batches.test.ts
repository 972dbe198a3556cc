import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { z } from 'zod';
import { SCOPES } from '../../packages/millrace/src/auth/policy.ts';
import { exact } from './instabase/look.ts';
import { Batch, BatchCreated, BatchList, ErrorBody, FileNodes, JobId, JobStatus, Part, Run, Session } from './instabase/schemas.ts';
import { ServedDialect, type Answer, type Ask } from './served-dialect.ts';

const served = await ServedDialect.start('instabase');
const BATCHES = '/api/v2/batches';
const SESSIONS = `${BATCHES}/multipart-upload`;
const LETTERS = 'Letter counter';

async function makeBatch(name = 'papers'): Promise<number> {
  const answer = await served.ask(BATCHES, { body: { name, workspace: 'mine' } });
  assert.equal(answer.status, 200, answer.text);
  return answer.as(BatchCreated).id;
}

async function put(batch: number, name: string, content: string | Uint8Array): Promise<Answer> {
  const headers = { 'content-type': 'application/octet-stream' };
  return served.ask(`${BATCHES}/${batch}/files/${name}`, { method: 'PUT', headers, body: Buffer.from(content) });
}

async function filesOf(batch: number, query = ''): Promise<z.output<typeof FileNodes>> {
  return (await served.ask(`${BATCHES}/${batch}/files${query}`)).as(FileNodes);
}

async function openSession(batch: number, size: number | string): Promise<{ readonly url: string; readonly partSize: number }> {
  const answer = await served.ask(SESSIONS, { body: { batch_id: batch, filename: 'large.txt', file_size: size } });
  assert.equal(answer.status, 201, answer.text);
  return { url: answer.headers.get('location') ?? '', partSize: answer.as(Session).part_size };
}

async function jobOf(id: string): Promise<z.output<typeof JobStatus>> {
  const [one, older] = await Promise.all([served.ask(`/api/v2/jobs/${id}`), served.ask(`${BATCHES}/jobs/${id}`)]);
  assert.deepEqual([one.status, older.status], [200, 200], one.text);
  older.as(JobStatus);
  return one.as(JobStatus);
}

test('a batch is made, shown, listed and deleted', async () => {
  const id = await makeBatch('May');
  const batch = (await served.ask(`${BATCHES}/${id}`)).as(Batch);
  assert.deepEqual(
    [batch.id, batch.name, batch.repo_owner, `/${batch.mount_point}/${batch.path_suffix}`],
    [id, 'May', served.millrace.workspaceId, `/data/input/batch_${id}`],
  );
  const later = await makeBatch('June');
  const list = async (query: string): Promise<readonly number[]> =>
    (await served.ask(`${BATCHES}?${query}`)).as(BatchList).batches.map((entry) => entry.id);
  assert.deepEqual((await list('')).slice(0, 2), [later, id]);
  assert.deepEqual(await list('limit=1&offset=1'), [id]);
  assert.deepEqual((await list(`username=${batch.batch_owner}`)).slice(0, 2), [later, id]);
  assert.deepEqual(await list('username=nobody'), []);
  const deleted = await served.ask(`${BATCHES}/${id}`, { method: 'DELETE' });
  assert.equal(deleted.status, 202);
  const jobId = deleted.as(JobId).job_id;
  for (let state = ''; state !== 'COMPLETE'; { state } = await jobOf(jobId)) assert.notEqual(state, 'FAILED');
  assert.equal((await served.ask(`${BATCHES}/${id}`)).status, 404);
  assert.ok(!(await list('')).includes(id));
});

test('files of a batch are put, replaced, listed page by page, and deleted with a job that is done', async () => {
  const id = await makeBatch();
  for (const name of ['b.txt', 'a.txt', 'folder/c.txt']) assert.equal((await put(id, name, 'first')).status, 204);
  assert.equal((await put(id, 'a.txt', 'second one')).status, 204);
  const { nodes, has_more: hasMore } = await filesOf(id);
  assert.deepEqual([nodes.map(({ name }) => name), hasMore], [['a.txt', 'b.txt', 'folder/c.txt'], false]);
  assert.deepEqual([nodes[0]?.metadata.size, nodes[0]?.full_path], [10, `/data/input/batch_${id}/a.txt`]);
  const first = await filesOf(id, '?page_size=2');
  assert.ok(first.has_more && first.next_page_token !== null);
  const rest = await filesOf(id, `?page_size=2&start_token=${encodeURIComponent(first.next_page_token)}`);
  assert.deepEqual([rest.nodes.map(({ name }) => name), rest.has_more], [['folder/c.txt'], false]);
  const reader = await served.keyWith(['artifacts:read']);
  const read = (await served.ask(`${BATCHES}/${id}/files`, { key: reader })).as(FileNodes);
  assert.deepEqual(read.nodes[0]?.perms, { can_read: true, can_write: false, can_delete: false });
  const removed = await served.ask(`${BATCHES}/${id}/files/a.txt`, { method: 'DELETE' });
  assert.deepEqual([removed.status, removed.headers.get('location')], [202, removed.as(JobId).job_id]);
  assert.equal((await jobOf(removed.as(JobId).job_id)).state, 'COMPLETE');
  assert.deepEqual(
    (await filesOf(id)).nodes.map(({ name }) => name),
    ['b.txt', 'folder/c.txt'],
  );
});

test('a file that is larger than a part arrives whole, and a session that was given up leaves nothing', async () => {
  const id = await makeBatch();
  const { url, partSize } = await openSession(id, String(8 * 1024 * 1024 + 5));
  const parts = await Promise.all(
    [Buffer.alloc(partSize, 'x'), Buffer.from('hello')].map(async (body, index) => {
      const answer = await served.ask(`${url}/parts/${index + 1}`, { method: 'PUT', body });
      assert.equal(answer.status, 201, answer.text);
      return answer.as(Part);
    }),
  );
  const [early, wrong] = await Promise.all([
    served.ask(url, { body: { action: 'commit', parts: parts.slice(0, 1) } }),
    served.ask(url, { body: { action: 'commit', parts: parts.toReversed() } }),
  ]);
  assert.deepEqual([early.status, wrong.status], [400, 400]);
  const committed = await served.ask(url, { body: { action: 'commit', parts } });
  assert.deepEqual([committed.status, committed.text], [201, '']);
  assert.equal((await filesOf(id)).nodes[0]?.metadata.size, partSize + 5);
  assert.equal((await served.ask(url, { body: { action: 'commit', parts } })).status, 404);
  const other = await openSession(id, 5);
  const short = await served.ask(`${other.url}/parts/1`, { method: 'PUT', body: Buffer.from('hi') });
  const beyond = await served.ask(`${other.url}/parts/2`, { method: 'PUT', body: Buffer.from('hello') });
  const stranger = await served.ask(`${other.url}/parts/1`, { method: 'PUT', body: Buffer.from('hello'), key: await served.strangerKey() });
  assert.deepEqual([short.status, beyond.status, stranger.status], [400, 400, 404]);
  assert.equal((await served.ask(other.url, { body: { action: 'abort' } })).status, 201);
  assert.equal((await served.ask(`${other.url}/parts/1`, { method: 'PUT', body: Buffer.from('hello') })).status, 404);
  assert.equal((await filesOf(id)).nodes.length, 1);
});

test('a file may have any name, and its job is known in its workspace only', async () => {
  const id = await makeBatch();
  const name = 'Rechnung März 100%.pdf';
  assert.equal((await put(id, encodeURIComponent(name), 'x')).status, 204);
  assert.deepEqual(
    (await filesOf(id)).nodes.map((node) => node.name),
    [name],
  );
  const removed = await served.ask(`${BATCHES}/${id}/files/${encodeURIComponent(name)}`, { method: 'DELETE' });
  const path = `/api/v2/jobs/${removed.as(JobId).job_id}`;
  assert.deepEqual([removed.status, (await served.ask(path)).status], [202, 200]);
  assert.equal((await served.ask(path, { key: await served.strangerKey() })).status, 404);
});

test('a start is done once however often it is asked for with one key', async () => {
  const ask: Ask = { body: { app_name: LETTERS }, headers: { 'Idempotency-Key': 'once' } };
  const [first, second] = [await served.ask('/api/v2/apps/runs', ask), await served.ask('/api/v2/apps/runs', ask)];
  assert.equal(exact(first, Run).id, exact(second, Run).id);
});

test('the context of a client is taken as it is, unless it names another workspace of this server', async () => {
  await served.strangerKey();
  const { access } = served.millrace.context.store;
  const other = access.workspaces().find(({ id }) => id !== served.millrace.workspaceId);
  assert.ok(other !== undefined);
  const { id } = await served.start('letters', { delay: '1h' });
  const asked = async (context: string): Promise<number> =>
    (await served.ask(`/api/v2/apps/runs/${id}`, { headers: { 'IB-Context': context } })).status;
  assert.deepEqual(
    [await asked('acme'), await asked(''), await asked(served.millrace.workspaceId), await asked(other.id), await asked('acme')],
    [200, 200, 200, 403, 200],
  );
});

function start(more: object): Ask {
  return { body: { app_name: LETTERS, ...more } };
}

test('every refusal is a message, with its status', async () => {
  const { id } = await served.start('letters', { delay: '1h' });
  const hidden = await served.start('hidden', { delay: '1h' });
  const batch = await makeBatch();
  const run = `/api/v2/apps/runs/${id}`;
  const cases: readonly (readonly [number, string, Ask])[] = [
    [401, run, { key: null }],
    [401, run, { key: 'mr_live_wrong' }],
    [403, run, { key: await served.keyWith(['workflows:read']) }],
    [403, run, { method: 'DELETE', key: await served.keyWith(SCOPES.filter((scope) => scope !== 'runs:delete')) }],
    [403, BATCHES, { body: { name: 'x' }, key: await served.keyWith(['artifacts:read']) }],
    [404, run, { key: await served.strangerKey() }],
    [404, `${run}/results`, { key: await served.strangerKey() }],
    [404, `${BATCHES}/${batch}`, { key: await served.strangerKey() }],
    [404, `/api/v2/apps/runs/${hidden.id}`, {}],
    [404, `/api/v2/apps/runs/${hidden.id}/results`, {}],
    [404, `/api/v2/apps/runs/${hidden.id}`, { method: 'DELETE' }],
    [404, '/api/v2/apps/runs/a1b2c3d4-e5f6-7890-abcd-ef1234567890', {}],
    [404, '/api/v2/apps/runs', { body: { app_name: 'hidden' } }],
    [404, '/api/v2/apps/deployments/deploy_1234567890/runs', { body: {} }],
    [404, '/api/v2/apps/runs', start({ batch_id: 999_999 })],
    [404, `${BATCHES}/999999`, {}],
    [404, `${BATCHES}/x`, {}],
    [404, `${BATCHES}/${batch}/files/nothing.pdf`, { method: 'DELETE' }],
    [404, '/api/v2/jobs/019f0e0a-0000-7000-8000-000000000000', {}],
    [404, '/api/v2/jobs/x.0123456789012345678901', {}],
    [404, '/api/v3/apps/runs', {}],
    [405, run, { method: 'PATCH' }],
    [405, `${BATCHES}/${batch}/files`, { method: 'DELETE' }],
    [409, run, { method: 'DELETE' }],
    [400, '/api/v2/apps/runs', { body: '{' }],
    [400, '/api/v2/apps/runs', { body: {} }],
    [400, '/api/v2/apps/runs', start({ input_dir: 'acme/space/fs/Drive/in' })],
    [400, '/api/v2/apps/runs', start({ version: 'none' })],
    [400, '/api/v2/apps/runs', start({ settings: { keys: { secret: { token: 'alias' } } } })],
    [400, '/api/v2/apps/runs', start({ settings: { tags: ['x'.repeat(501)] } })],
    [400, '/api/v2/apps/runs?status=DONE', {}],
    [400, `${run}/results?file_offset=x`, {}],
    [400, BATCHES, { body: { name: 'x'.repeat(256) } }],
    [400, `${BATCHES}/${batch}/files/..%2Fa`, { method: 'PUT', body: Buffer.from('x') }],
    [413, '/api/v2/apps/runs', start({ owner: 'x'.repeat(1_100_000) })],
    [415, '/api/v2/apps/runs', { body: 'a=b', headers: { 'content-type': 'text/plain' } }],
    [501, '/api/v2/files/acme/space/fs/Drive/a.pdf', {}],
    [501, '/api/v2/aihub/secrets', {}],
    [501, '/api/v1/auditlogs', { body: {} }],
    [501, '/api/v2/queries', { body: {} }],
  ];
  for (const [status, path, ask] of cases) {
    const answer = await served.ask(path, ask);
    assert.equal(answer.status, status, `${ask.method ?? ''} ${path}: ${answer.text}`);
    assert.equal(answer.headers.get('content-type'), 'application/json');
    answer.as(ErrorBody);
    if (status === 405) assert.notEqual(answer.headers.get('allow'), null);
  }
  const missing = await served.ask('/api/v2/files/a', { method: 'HEAD' });
  assert.equal(missing.status, 501);
});

test('a client beyond its rate is told when to come back', async () => {
  const plan = { name: 'slow', active: true, metered: false, concurrent_runs: null, credits_per_period: null };
  const { id } = await served.start('letters', { delay: '1h' });
  assert.equal((await served.native('/v1/plan', { method: 'PUT', body: { ...plan, requests_per_minute: 2 } })).status, 200);
  const key = await served.keyWith(['runs:read']);
  const answers: Answer[] = [];
  for (let count = 0; count < 3; count += 1) answers.push(await served.ask(`/api/v2/apps/runs/${id}`, { key }));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 429],
  );
  answers[2]?.as(ErrorBody);
  assert.ok(Number(answers[2]?.headers.get('retry-after')) > 0);
});
