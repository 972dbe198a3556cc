import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { fileLink } from '../../packages/millrace/src/api/file-link.ts';
import { loadSecrets } from '../../packages/millrace/src/boot/secrets.ts';
import { Batch, type Run } from '../../packages/protocol/src/index.ts';
import { startApi, type Api } from './start-api.ts';

let api: Api;
let run: Run;
before(async () => {
  api = await startApi();
  const { links, id } = (await api.request('/v1/batches', { body: { name: 'x' } })).as(Batch);
  for (const name of ['a.txt', 'ä/ü 1.txt']) {
    await api.request(`${links.files}/${name.split('/').map(encodeURIComponent).join('/')}`, { method: 'PUT', body: `this is ${name}` });
  }
  run = await api.finish('read-batch', undefined, { batch: id });
});
after(async () => api.close());

interface Download {
  readonly status: number;
  readonly headers: Headers;
  readonly files: { readonly [name: string]: string };
}

async function download(path: string, headers: { readonly [name: string]: string } = {}): Promise<Download> {
  const response = await fetch(api.url + path, { headers });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const files: { [name: string]: string } = {};
  if (response.ok) for (const [name, content] of Object.entries(unzipSync(bytes))) files[name] = strFromU8(content);
  return { status: response.status, headers: response.headers, files };
}

function bearer(): { readonly [name: string]: string } {
  return { authorization: `Bearer ${api.key}` };
}

describe('the files of a run as a ZIP', () => {
  it('are all there under their names, or those that were asked for', async () => {
    const zip = `/v1/runs/${run.id}/artifacts:zip`;
    const all = await download(zip, bearer());
    assert.equal(all.status, 200);
    assert.equal(all.headers.get('content-type'), 'application/zip');
    assert.equal(
      all.headers.get('content-disposition'),
      `attachment; filename="read-batch-${run.run_number}.zip"; filename*=UTF-8''read-batch-${run.run_number}.zip`,
    );
    assert.deepEqual(all.files, {
      'input/a.txt': 'this is a.txt',
      'input/ä/ü 1.txt': 'this is ä/ü 1.txt',
      'names.txt': 'a.txt\nä/ü 1.txt',
    });
    assert.deepEqual(Object.keys((await download(`${zip}?role=output`, bearer())).files), ['names.txt']);
    assert.deepEqual(Object.keys((await download(`${zip}?role=input,output&prefix=input%2F%C3%A4`, bearer())).files), ['input/ä/ü 1.txt']);
  });

  it('answer HEAD, and are not found when there are none', async () => {
    const zip = `/v1/runs/${run.id}/artifacts:zip`;
    const head = await api.request(zip, { method: 'HEAD' });
    assert.deepEqual([head.status, head.text, head.headers.get('content-type')], [200, '', 'application/zip']);
    assert.equal((await api.request(`${zip}?prefix=nothing`)).status, 404);
    assert.equal((await api.request(`${zip}?role=nobody`)).status, 400);
    assert.equal((await api.request(zip, { key: api.strangerKey })).status, 404);
    assert.equal((await api.request('/v1/runs/nothing/artifacts:zip')).status, 404);
    assert.equal((await api.request(zip, { headers: { accept: 'application/json' } })).status, 406);
  });

  it('are handed out by a signed link under the name that it gives', async () => {
    const deps = { linkSecret: loadSecrets(api.data).linkSecret, signedLinkTtlMs: 60_000 };
    const owner = { workspaceId: api.workspaceId, id: run.id };
    const zip = { roles: ['input'], prefix: '' } as const;
    const link = fileLink(deps, owner, { zip, filename: 'Eingänge.zip' }, Date.now());
    const answer = await download(link.url);
    assert.deepEqual(Object.keys(answer.files), ['input/a.txt', 'input/ä/ü 1.txt']);
    assert.match(answer.headers.get('content-disposition') ?? '', /filename\*=UTF-8''Eing%C3%A4nge\.zip$/);
    assert.equal((await download(fileLink(deps, owner, { zip }, Date.now() - 200_000).url)).status, 403);
    const named = fileLink(deps, owner, { path: 'names.txt', filename: 'Namen.txt' }, Date.now());
    const file = await api.request(named.url, { key: null });
    assert.equal(file.text, 'a.txt\nä/ü 1.txt');
    assert.match(file.headers.get('content-disposition') ?? '', /Namen\.txt/);
  });
});
