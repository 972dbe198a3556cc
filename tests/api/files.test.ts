import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { type Artifact, ArtifactList, RecordPage, RecordSetList, type Run, Upload } from '../../packages/protocol/src/index.ts';
import { startApi, type Answer, type Api } from './start-api.ts';

let api: Api;
let run: Run;
let artifact: Artifact;
before(async () => {
  api = await startApi();
  run = await api.finish('deliver');
  const [only] = (await api.request(`/v1/runs/${run.id}/artifacts`)).as(ArtifactList).data;
  assert.ok(only !== undefined);
  artifact = only;
});
after(async () => api.close());

describe('a file of a run', () => {
  it('is listed with its size, its digest and two links', () => {
    assert.equal(artifact.path, 'out/0123 äöü.txt');
    assert.equal(artifact.size_bytes, 10);
    assert.equal(artifact.sha256, createHash('sha256').update('0123456789').digest('hex'));
    assert.equal(artifact.role, 'output');
    assert.ok(Date.parse(artifact.signed_url_expires_at) - Date.now() <= 15 * 60_000);
  });

  it('is a download that no browser will run', async () => {
    const answer = await api.request(artifact.url);
    assert.equal(answer.status, 200);
    assert.equal(answer.text, '0123456789');
    assert.equal(answer.headers.get('content-type'), 'text/plain');
    assert.equal(
      answer.headers.get('content-disposition'),
      `attachment; filename="0123 ___.txt"; filename*=UTF-8''0123%20%C3%A4%C3%B6%C3%BC.txt`,
    );
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.match(answer.headers.get('content-security-policy') ?? '', /sandbox/);
    assert.equal(answer.headers.get('etag'), `"${artifact.sha256}"`);
    const digest = createHash('sha256').update(answer.text).digest('base64');
    assert.equal(answer.headers.get('repr-digest'), `sha-256=:${digest}:`);
  });

  it('is sent in part, not at all when it is known, and not beyond its end', async () => {
    const part = await api.request(artifact.url, { headers: { range: 'bytes=2-4' } });
    assert.equal(part.status, 206);
    assert.equal(part.text, '234');
    assert.equal(part.headers.get('content-range'), 'bytes 2-4/10');
    assert.equal((await api.request(artifact.url, { headers: { range: 'bytes=-2' } })).text, '89');
    const etag = `"${artifact.sha256}"`;
    assert.equal((await api.request(artifact.url, { headers: { 'if-none-match': etag } })).status, 304);
    assert.equal((await api.request(artifact.url, { headers: { range: 'bytes=2-4', 'if-range': '"old"' } })).status, 200);
    const beyond = await api.request(artifact.url, { headers: { range: 'bytes=10-' } });
    assert.equal(beyond.status, 416);
    assert.equal(beyond.code(), 'range_not_satisfiable');
  });

  it('answers HEAD with the headers alone', async () => {
    const answer = await api.request(artifact.url, { method: 'HEAD' });
    assert.equal(answer.status, 200);
    assert.equal(answer.text, '');
    assert.equal(answer.headers.get('content-length'), '10');
  });

  it('is read by a signed link without a key, and by nothing that looks like one', async () => {
    const answer: Answer = await api.request(artifact.signed_url, { key: null });
    assert.equal(answer.text, '0123456789');
    const token: string = artifact.signed_url;
    for (const bad of [`${token}x`, token.slice(0, -1), token.replace('.', '..'), '/v1/files/x', '/v1/files/a.b']) {
      const refused: Answer = await api.request(bad, { key: null });
      assert.equal(refused.status, 403, bad);
      assert.equal(refused.code(), 'link_invalid');
    }
  });

  it('is not found under another name', async () => {
    for (const path of ['nothing', 'out', '../out/x', 'out/0123%20%C3%A4%C3%B6%C3%BC.txt/']) {
      assert.equal((await api.request(`/v1/runs/${run.id}/artifacts/${encodeURIComponent(path)}`)).status, 404, path);
    }
  });
});

describe('a record set', () => {
  it('is listed and read in pages', async () => {
    const sets = (await api.request(`/v1/runs/${run.id}/records`)).as(RecordSetList).data;
    const url = `/v1/runs/${run.id}/records/doubled`;
    assert.deepEqual(sets, [{ name: 'doubled', count: 2, outcomes: null, url }]);
    const first = (await api.request(`${url}?limit=1`)).as(RecordPage);
    assert.deepEqual(first.data, [{ value: 4 }]);
    const second = await api.request(`${url}?limit=1&cursor=${first.next_cursor}`);
    assert.deepEqual(second.as(RecordPage), { data: [{ value: 8 }], next_cursor: null });
    assert.equal((await api.request(`/v1/runs/${run.id}/records/none`)).status, 404);
    assert.equal((await api.request(`${url}?cursor=x`)).status, 400);
  });
});

async function upload(query: string, content: string, headers: { readonly [name: string]: string } = {}): Promise<Answer> {
  return api.request(`/v1/uploads${query}`, { method: 'POST', body: content, headers: { 'content-type': 'text/csv', ...headers } });
}

describe('an upload', () => {
  it('is stored with its digest and can be the input of a run', async () => {
    const answer = await upload('?filename=people.csv', 'a,b\n1,2\n');
    assert.equal(answer.status, 201);
    const file = answer.as(Upload);
    assert.equal(file.filename, 'people.csv');
    assert.equal(file.media_type, 'text/csv');
    assert.equal(file.sha256, createHash('sha256').update('a,b\n1,2\n').digest('hex'));
    const reading = await api.finish('read-file', { file: file.ref });
    assert.deepEqual(reading.output, { text: 'a,b\n1,2\n' });
    const inputs = (await api.request(`/v1/runs/${reading.id}/artifacts`)).as(ArtifactList).data;
    assert.equal(inputs[0]?.role, 'input');
  });

  it('needs a name that is one', async () => {
    assert.equal((await upload('', 'x')).status, 400);
    for (const name of ['', '../x', '/etc/passwd', 'a%00b', 'x'.repeat(513)]) {
      assert.equal((await upload(`?filename=${name}`, 'x')).status, 400, name);
    }
    assert.equal((await upload(`?filename=${'x'.repeat(512)}`, 'x')).status, 201);
  });

  it('may be empty', async () => {
    assert.equal((await upload('?filename=nothing', '')).as(Upload).size_bytes, 0);
  });

  it('that does not exist, or belongs to another workspace, is not found by a run', async () => {
    const foreign = await upload('?filename=a', 'x', { authorization: `Bearer ${api.strangerKey}` });
    for (const file of ['nothing', foreign.as(Upload).id]) {
      const answer = await api.request('/v1/runs', { body: { workflow: 'read-file', input: { file: { $file: file } } } });
      assert.equal(answer.status, 422);
      assert.equal(answer.pointers()[0], '/input/file/$file');
    }
  });

  it('can be taken back before it expires, and runs that have it keep it', async () => {
    const file = (await upload('?filename=kept.txt', 'kept')).as(Upload);
    const reading = await api.finish('read-file', { file: file.ref });
    assert.equal((await api.request(`/v1/uploads/${file.id}`, { method: 'DELETE', key: api.strangerKey })).status, 404);
    assert.equal((await api.request(`/v1/uploads/${file.id}`, { method: 'DELETE' })).status, 204);
    assert.equal((await api.request(`/v1/uploads/${file.id}`, { method: 'DELETE' })).status, 404);
    assert.equal((await api.request(`/v1/runs/${reading.id}/artifacts/input/kept.txt`)).text, 'kept');
    const late = await api.request('/v1/runs', { body: { workflow: 'read-file', input: { file: file.ref } } });
    assert.equal(late.pointers()[0], '/input/file/$file');
  });
});
