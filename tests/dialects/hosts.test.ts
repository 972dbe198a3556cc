import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { z } from 'zod';
import { ServedDialect } from './served-dialect.ts';

const served = await ServedDialect.start('automindz', { dialectHosts: 'pipelines.example=automindz' });
const { port } = new URL(served.millrace.url);

interface Seen {
  readonly status: number | undefined;
  readonly text: string;
}

/** A request that names another host than the one that it goes to. */
async function ask(host: string, path: string): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const headers = { host, authorization: `Bearer ${served.millrace.apiKey}` };
    const asked = request({ host: '127.0.0.1', port, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
      });
      answer.on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(chunks).toString() }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

const { id } = await served.start('contacts', { input: { rows: ['a'] } });
await served.native(`/v1/runs/${id}/signals/go`, { body: {} });
await served.status(id, 'completed');

test('a dialect stands at the root of its host name, with links that work there', async () => {
  for (const host of ['pipelines.example', `pipelines.example:${port}`, 'PIPELINES.example']) {
    const { status, text } = await ask(host, `/v1/runs/${id}`);
    assert.equal(status, 200, text);
    const { result } = z.object({ result: z.object({ file_url: z.string() }) }).parse(JSON.parse(text));
    assert.ok(result.file_url.startsWith(`http://${host}/v1/files/`), result.file_url);
    const file = await ask(host, new URL(result.file_url).pathname);
    assert.deepEqual([file.status, file.text], [200, 'name\na']);
  }
});

test('nothing else stands there, and refusals are in the words of the dialect', async () => {
  const { status, text } = await ask('pipelines.example', '/openapi.json');
  assert.equal(status, 404);
  assert.deepEqual(Object.keys(z.record(z.string(), z.unknown()).parse(JSON.parse(text))), ['detail']);
});

test('every other host name has the native API, and the dialect where it always is', async () => {
  assert.equal((await ask('other.example', '/v1/workflows')).status, 200);
  assert.equal((await ask('other.example', `/dialects/automindz/v1/runs/${id}`)).status, 200);
  assert.equal((await ask('other.example', `/v1/runs/${id}`)).status, 200);
});

test('a host name of a dialect that does not exist keeps the server from starting', async () => {
  await assert.rejects(ServedDialect.start('automindz', { dialectHosts: 'a.example=nobody' }), /nobody; there are automindz/);
});
