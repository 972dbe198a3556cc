import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  Batch,
  BatchFile,
  BatchFileList,
  BatchList,
  BatchUpload,
  BatchUploadPart,
  Job,
  RunList,
} from '../../packages/protocol/src/index.ts';
import { LIMITS } from '../../packages/millrace/src/domain/limits.ts';
import { startApi, type Answer, type Api } from './start-api.ts';
import { untilOver } from './until-over.ts';

let api: Api;
before(async () => {
  api = await startApi();
});
after(async () => api.close());

async function newBatch(name = 'invoices'): Promise<Batch> {
  const answer = await api.request('/v1/batches', { body: { name } });
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get('location'), answer.as(Batch).links.self);
  return answer.as(Batch);
}

async function put(url: string, body: string, type = 'text/plain'): Promise<Answer> {
  return api.request(url, { method: 'PUT', body, headers: { 'content-type': type } });
}

describe('a batch', () => {
  it('is made, numbered, listed and read', async () => {
    const first = await newBatch('one');
    const second = await newBatch('two');
    assert.equal(second.number, first.number + 1);
    const page = (await api.request('/v1/batches?limit=1')).as(BatchList);
    assert.deepEqual(page.data, [second]);
    const next = (await api.request(`/v1/batches?limit=1&cursor=${page.next_cursor}`)).as(BatchList);
    assert.deepEqual(next.data, [first]);
    assert.deepEqual((await api.request(first.links.self)).as(Batch), first);
    assert.deepEqual((await api.request(`/v1/batches?created_by=${first.created_by}`)).as(BatchList).data.slice(0, 2), [second, first]);
    assert.deepEqual((await api.request('/v1/batches?created_by=nobody')).as(BatchList).data, []);
  });

  it('takes files, gives them back, and lists them by name', async () => {
    const batch = await newBatch();
    const name = 'äö/1 a.txt';
    const url = `${batch.links.files}/${name.split('/').map(encodeURIComponent).join('/')}`;
    const answer = await put(url, 'hello');
    assert.equal(answer.status, 200);
    const file = answer.as(BatchFile);
    const sha256 = createHash('sha256').update('hello').digest('hex');
    assert.deepEqual([file.name, file.media_type, file.size_bytes, file.sha256, file.url], [name, 'text/plain', 5, sha256, url]);
    await put(`${batch.links.files}/z.txt`, '');
    assert.deepEqual(
      (await api.request(batch.links.files)).as(BatchFileList).data.map((each) => each.name),
      ['z.txt', name],
    );
    assert.equal((await api.request(url)).text, 'hello');
    assert.equal((await api.request(url, { headers: { range: 'bytes=1-2' } })).text, 'el');
    assert.equal((await put(url, 'anew')).as(BatchFile).size_bytes, 4);
    assert.equal((await api.request(url)).text, 'anew');
    assert.equal((await api.request(url, { method: 'DELETE' })).status, 204);
    assert.equal((await api.request(url, { method: 'DELETE' })).status, 404);
    assert.equal((await api.request(url)).status, 404);
  });

  it('is refused without a name, with one that is too long, and with more than that', async () => {
    for (const body of [{}, { name: '' }, { name: 'x'.repeat(256) }, { name: 'x', more: 1 }]) {
      assert.equal((await api.request('/v1/batches', { body })).status, 422, JSON.stringify(body).slice(0, 40));
    }
    await newBatch('x'.repeat(255));
  });

  it('refuses files with impossible names, and keeps nothing of them', async () => {
    const batch = await newBatch();
    for (const name of ['..%2Fx', 'a%5Cb', 'a%00', 'x'.repeat(513)]) {
      assert.equal((await put(`${batch.links.files}/${name}`, 'x')).status, 400, name);
    }
    assert.equal((await put(`${batch.links.files}/${'x'.repeat(512)}`, 'x')).status, 200);
  });

  it('is invisible from another workspace', async () => {
    const batch = await newBatch();
    await put(`${batch.links.files}/a`, 'x');
    const upload = (await api.request(`${batch.links.self}/uploads`, { body: { name: 'b', size_bytes: 1 } })).as(BatchUpload);
    const key = api.strangerKey;
    for (const [method, path, body] of [
      ['GET', batch.links.self, undefined],
      ['DELETE', batch.links.self, undefined],
      ['GET', batch.links.files, undefined],
      ['GET', `${batch.links.files}/a`, undefined],
      ['PUT', `${batch.links.files}/a`, 'y'],
      ['DELETE', `${batch.links.files}/a`, undefined],
      ['POST', `${batch.links.self}/uploads`, { name: 'c', size_bytes: 1 }],
      ['GET', upload.links.self, undefined],
      ['PUT', `${upload.links.self}/parts/1`, 'y'],
      ['POST', `${upload.links.self}:commit`, { parts: [] }],
      ['POST', `${upload.links.self}:abort`, undefined],
    ] as const) {
      assert.equal((await api.request(path, { method, body, key })).status, 404, `${method} ${path}`);
    }
    assert.deepEqual((await api.request('/v1/batches', { key })).as(BatchList).data, []);
    const start = await api.request('/v1/runs', { body: { workflow: 'read-batch', batch: batch.id }, key });
    assert.equal(start.status, 422);
  });
});

describe('a run of a batch', () => {
  it('reads the files as they were, is found by its batch, and outlives it', async () => {
    const batch = await newBatch();
    for (const name of ['a.txt', 'b/c.txt']) await put(`${batch.links.files}/${name}`, `content of ${name}`);
    const run = await api.finish('read-batch', undefined, { batch: batch.id });
    assert.deepEqual(run.output, { 'a.txt': 'content of a.txt', 'b/c.txt': 'content of b/c.txt' });
    assert.equal(run.lineage.batch_id, batch.id);
    const listed = (await api.request(`/v1/runs?batch=${batch.id}`)).as(RunList).data;
    assert.deepEqual(
      listed.map(({ id }) => id),
      [run.id],
    );
    const job = await api.request(batch.links.self, { method: 'DELETE' });
    assert.equal(job.status, 202);
    assert.equal((await untilOver(api, job.as(Job))).state, 'complete');
    assert.equal((await api.request(batch.links.self)).status, 404);
    const file = await api.request(`/v1/runs/${run.id}/artifacts/input/b/c.txt`);
    assert.equal(file.text, 'content of b/c.txt');
  });

  it('is refused with a batch that is not there', async () => {
    const answer = await api.request('/v1/runs', { body: { workflow: 'read-batch', batch: 'nothing' } });
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.pointers(), ['/batch']);
  });
});

describe('a large file', () => {
  it('is handed in as parts, in any order, and committed', async () => {
    const batch = await newBatch();
    const opening = { name: 'big.bin', size_bytes: LIMITS.partBytes + 2, media_type: 'application/pdf' };
    const opened = await api.request(`${batch.links.self}/uploads`, { body: opening });
    assert.equal(opened.status, 201);
    const upload = opened.as(BatchUpload);
    assert.deepEqual([upload.part_bytes, upload.part_count, upload.parts], [LIMITS.partBytes, 2, []]);
    const second = (await put(`${upload.links.self}/parts/2`, 'yz')).as(BatchUploadPart);
    const first = (await put(`${upload.links.self}/parts/1`, 'x'.repeat(LIMITS.partBytes))).as(BatchUploadPart);
    assert.deepEqual((await api.request(upload.links.self)).as(BatchUpload).parts, [first, second]);
    const wrong = await api.request(`${upload.links.self}:commit`, { body: { parts: [second.id, first.id] } });
    assert.equal(wrong.status, 422);
    const file = (await api.request(`${upload.links.self}:commit`, { body: { parts: [first.id, second.id] } })).as(BatchFile);
    assert.deepEqual([file.name, file.size_bytes, file.media_type], ['big.bin', LIMITS.partBytes + 2, 'application/pdf']);
    const end = await api.request(file.url, { headers: { range: 'bytes=-3' } });
    assert.equal(end.text, 'xyz');
    assert.equal((await api.request(upload.links.self)).status, 404);
  });

  it('takes parts of the right length and number only, and can be given up', async () => {
    const batch = await newBatch();
    const upload = (await api.request(`${batch.links.self}/uploads`, { body: { name: 'a', size_bytes: 3 } })).as(BatchUpload);
    assert.equal((await put(`${upload.links.self}/parts/1`, 'abcd')).status, 413);
    assert.equal((await put(`${upload.links.self}/parts/1`, 'ab')).status, 422);
    for (const number of ['0', '2', 'x', '1.5']) {
      assert.equal((await put(`${upload.links.self}/parts/${number}`, 'abc')).status, 400, number);
    }
    assert.equal((await put(`${upload.links.self}/parts/1`, 'abc')).status, 200);
    assert.equal((await api.request(`${upload.links.self}:abort`, { method: 'POST' })).status, 204);
    assert.equal((await api.request(upload.links.self)).status, 404);
    assert.deepEqual((await api.request(batch.links.files)).as(BatchFileList).data, []);
  });
});
