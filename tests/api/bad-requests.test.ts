import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { Problem, RunList } from '../../packages/protocol/src/index.ts';
import { LIMITS } from '../../packages/millrace/src/domain/limits.ts';
import { startApi, type Answer, type Api } from './start-api.ts';

let api: Api;
before(async () => {
  api = await startApi();
});
after(async () => api.close());

async function start(body: string, headers: { readonly [name: string]: string } = {}): Promise<Answer> {
  return api.request('/v1/runs', { body, headers });
}

function refused(answer: Answer, status: number, code: string): void {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  const problem = answer.as(Problem);
  assert.equal(problem.code, code);
  assert.equal(problem.status, status);
  assert.equal(problem.request_id, answer.headers.get('x-request-id'));
  assert.equal(problem.type, `/docs/errors#${code}`);
}

/** What the server answers to these bytes, until it closes the connection. */
async function raw(text: string): Promise<{ readonly status: number; readonly body: string }> {
  const { hostname, port } = new URL(api.url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.write(text);
  const parts: Buffer[] = [];
  socket.on('data', (part) => void parts.push(part));
  await once(socket, 'close');
  const answer = Buffer.concat(parts).toString();
  return { status: Number(answer.slice(9, 12)), body: answer.slice(answer.indexOf('\r\n\r\n') + 4) };
}

/** Resolves when the socket takes more, or never will. */
async function roomIn(socket: Socket): Promise<void> {
  const over = new AbortController();
  const stop = (): void => over.abort();
  socket.once('close', stop);
  await once(socket, 'drain', { signal: over.signal }).catch(() => undefined);
  socket.off('close', stop);
}

/** A start whose body has exactly this many bytes. */
function bodyOf(bytes: number): string {
  const frame = '{"workflow":"nobody","input":""}';
  return frame.replace('""', `"${'x'.repeat(bytes - frame.length)}"`);
}

function nested(levels: number): string {
  return `{"workflow":"anything","input":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
}

function withKeys(keys: number): string {
  const members = Array.from({ length: keys - 2 }, (_, index) => `"k${index}":1`);
  return `{"workflow":"anything","input":{${members.join(',')}}}`;
}

describe('a body', () => {
  it('has to be JSON', async () => {
    for (const body of ['{', '{"workflow":}', 'null x', '{"a":1,}', "{'a':1}", '\u0000', '{"a":1e400}', `{"a":${'9'.repeat(400)}}`]) {
      refused(await start(body), 400, 'malformed_json');
    }
  });

  it('has to be UTF-8', async () => {
    const response = await fetch(`${api.url}/v1/runs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.key}`, 'content-type': 'application/json' },
      body: Buffer.from('{"workflow":"\u00ff"}', 'latin1'),
    });
    assert.equal(response.status, 400);
    assert.match(await response.text(), /"malformed_json"/);
  });

  it('has to say that it is JSON, in UTF-8, not compressed', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/json; charset=latin1', 'multipart/form-data', 'application/jsonp']) {
      refused(await start('{}', { 'content-type': type }), 415, 'unsupported_media_type');
    }
    refused(await start('{}', { 'content-encoding': 'gzip' }), 415, 'unsupported_media_type');
    for (const type of ['application/json', 'APPLICATION/JSON', 'application/json;charset=UTF-8', 'application/json; charset="utf-8"']) {
      assert.equal((await start('{"workflow":"anything"}', { 'content-type': type })).status, 202, type);
    }
  });

  it('has to be an object of the right members with the right types, and every fault has its place', async () => {
    const answer = await start(
      JSON.stringify({ workflow: 7, tags: ['ok', 1], metadata: [], priority: 1.5, start_at: 'soon', 'co/lo~ur': 1 }),
    );
    refused(answer, 422, 'invalid_request');
    assert.deepEqual([...answer.pointers()].toSorted(), ['/co~1lo~0ur', '/metadata', '/priority', '/start_at', '/tags/1', '/workflow']);
    for (const body of ['[]', '"x"', '1', 'null', 'true']) refused(await start(body), 422, 'invalid_request');
    refused(await start('{"workflow":"anything","__proto__":{"admin":true}}'), 422, 'invalid_request');
  });

  it('is read up to its limit and refused with one byte more, whether its length is declared or not', async () => {
    assert.equal((await start(bodyOf(LIMITS.bodyBytes))).status, 422);
    refused(await start(bodyOf(LIMITS.bodyBytes + 1)), 413, 'body_too_large');
    const chunked = async (bytes: number): Promise<number> => {
      const stream = new Blob([bodyOf(bytes)]).stream();
      const headers = { authorization: `Bearer ${api.key}`, 'content-type': 'application/json' };
      return (await fetch(`${api.url}/v1/runs`, { method: 'POST', headers, body: stream, duplex: 'half' })).status;
    };
    assert.equal(await chunked(LIMITS.bodyBytes), 422);
    assert.equal(await chunked(LIMITS.bodyBytes + 1), 413);
  });

  it('of 100 MB is refused without being taken in', async () => {
    const rssBefore = process.memoryUsage().rss;
    const { hostname, port } = new URL(api.url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', () => undefined);
    const head = `POST /v1/runs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${api.key}\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n`;
    socket.write(head);
    const answer: readonly unknown[] = await once(socket, 'data');
    assert.match(String(answer[0]), /^HTTP\/1\.1 413 /);
    const megabyte = Buffer.alloc(1024 * 1024, 32);
    for (let sent = 0; sent < 100 && !socket.destroyed; sent++) {
      if (!socket.write(megabyte)) await roomIn(socket);
    }
    socket.destroy();
    assert.ok(process.memoryUsage().rss - rssBefore < 100 * 1024 * 1024);
    assert.equal((await api.request('/livez')).status, 200);
  });

  it('is nested up to its limit, and refused one level deeper and 10,000 levels deep', async () => {
    assert.equal((await start(nested(LIMITS.jsonDepth))).status, 202);
    refused(await start(nested(LIMITS.jsonDepth + 1)), 400, 'body_too_deep');
    refused(await start(nested(10_000)), 400, 'body_too_deep');
    refused(await start('['.repeat(10_000)), 400, 'body_too_deep');
  });

  it('has keys up to its limit, and is refused with one more', async () => {
    assert.equal((await start(withKeys(LIMITS.jsonKeys))).status, 202);
    refused(await start(withKeys(LIMITS.jsonKeys + 1)), 400, 'body_too_many_keys');
  });

  it('that ends before its declared length leaves nothing behind', async () => {
    const count = async (): Promise<number> => (await api.request('/v1/runs?limit=100&workflow=fail-once')).as(RunList).data.length;
    const { hostname, port } = new URL(api.url);
    const socket = connect({ host: hostname, port: Number(port) });
    const body = '{"workflow":"fail-once"}';
    const head = `POST /v1/runs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${api.key}\r\nContent-Type: application/json\r\nContent-Length: ${body.length + 1}\r\n\r\n`;
    socket.resume();
    socket.end(head + body);
    await once(socket, 'close');
    assert.equal(await count(), 0);
  });
});

describe('a start', () => {
  const cases: readonly (readonly [string, unknown, unknown])[] = [
    ['/tags', Array.from({ length: LIMITS.tags }, (_, n) => `t${n}`), Array.from({ length: LIMITS.tags + 1 }, (_, n) => `t${n}`)],
    ['/tags/0', ['t'.repeat(LIMITS.tagLength)], ['t'.repeat(LIMITS.tagLength + 1)]],
    ['/priority', LIMITS.priorityMax, LIMITS.priorityMax + 1],
    ['/priority', -LIMITS.priorityMax, -LIMITS.priorityMax - 1],
    ['/concurrency_key', 'k'.repeat(LIMITS.concurrencyKeyLength), 'k'.repeat(LIMITS.concurrencyKeyLength + 1)],
    ['/delay', LIMITS.startDelayMs, LIMITS.startDelayMs + 1],
    ['/delay', '366d', '367d'],
    ['/ttl', LIMITS.ttlMs, LIMITS.ttlMs + 1],
    ['/timeout', LIMITS.timeoutMs, LIMITS.timeoutMs + 1],
    ['/metadata', { m: 'x'.repeat(LIMITS.metadataBytes - 8) }, { m: 'x'.repeat(LIMITS.metadataBytes - 7) }],
  ];

  it('is taken at each limit and refused beyond it, with the place', async () => {
    for (const [pointer, within, beyond] of cases) {
      const name = pointer.split('/')[1] ?? '';
      const good = await start(JSON.stringify({ workflow: 'wait-for-go', [name]: within }));
      assert.equal(good.status, 202, `${pointer}: ${good.text}`);
      const bad = await start(JSON.stringify({ workflow: 'wait-for-go', [name]: beyond }));
      refused(bad, 422, 'invalid_request');
      assert.equal(bad.pointers()[0], pointer);
    }
  });

  it('is refused when its workflow is unknown or its input does not fit, and stores nothing', async () => {
    const unknown = await start('{"workflow":"nobody"}');
    refused(unknown, 422, 'invalid_request');
    assert.equal(unknown.pointers()[0], '/workflow');
    const known = (await api.request('/v1/runs?workflow=greet')).as(RunList).data.length;
    const odd = await start('{"workflow":"greet","input":{"name":"x","times":0}}');
    refused(odd, 422, 'invalid_input');
    assert.equal(odd.pointers()[0], '/input/times');
    assert.equal((await api.request('/v1/runs?workflow=greet')).as(RunList).data.length, known);
  });

  it('cannot have both a time and a delay', async () => {
    const answer = await start('{"workflow":"greet","start_at":"2999-01-01T00:00:00Z","delay":1}');
    refused(answer, 422, 'invalid_request');
  });
});

describe('a request that goes nowhere', () => {
  it('is told which methods there are', async () => {
    for (const [method, path, allow] of [
      ['PUT', '/v1/runs', 'POST, GET, HEAD'],
      ['PUT', '/v1/runs/x', 'GET, HEAD, DELETE'],
      ['GET', '/v1/uploads', 'POST'],
      ['GET', '/v1/runs/x:cancel', 'POST'],
      ['OPTIONS', '/v1/whoami', 'GET, HEAD'],
    ] as const) {
      const answer = await api.request(path, { method });
      refused(answer, 405, 'method_not_allowed');
      assert.equal(answer.headers.get('allow'), allow, `${method} ${path}`);
    }
  });

  it('finds nothing', async () => {
    for (const path of [
      '/',
      '/v1',
      '/v1/',
      '/v1/run',
      '/v1/runs/',
      '/v1/runs/a/b/c/d',
      '/v1/runs/x:fly',
      '//v1/runs',
      '/v1/%2e%2e/x',
      '/V1/runs',
    ]) {
      refused(await api.request(path, { method: path.includes('fly') ? 'POST' : 'GET' }), 404, 'not_found');
    }
  });

  it('is told when nobody here can answer in its words', async () => {
    refused(await api.request('/v1/runs', { headers: { accept: 'text/html' } }), 406, 'not_acceptable');
    refused(await api.request('/v1/runs', { headers: { accept: 'application/json;q=0' } }), 406, 'not_acceptable');
    assert.equal((await api.request('/v1/runs', { headers: { accept: 'application/*' } })).status, 200);
  });

  it('keeps the id it came with', async () => {
    assert.equal((await api.request('/v1/runs', { headers: { 'x-request-id': 'mine-1' } })).headers.get('x-request-id'), 'mine-1');
    assert.notEqual((await api.request('/v1/runs', { headers: { 'x-request-id': 'not sane' } })).headers.get('x-request-id'), 'not sane');
  });
});

describe('what is not HTTP', () => {
  it('is answered in the form of every other error', async () => {
    const odd = ['\r\n\r\nnonsense\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET /livez HTTP/1.1\r\nHost: x\r\nContent-Length: a\r\n\r\n'];
    const twoLengths = 'POST /v1/runs HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    for (const text of [...odd, twoLengths]) {
      const { status, body } = await raw(text);
      assert.equal(status, 400, text);
      assert.equal(Problem.parse(JSON.parse(body)).code, 'malformed_request');
    }
  });

  it('includes headers of more than 16 KiB', async () => {
    const { status, body } = await raw(`GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`);
    assert.equal(status, 431);
    assert.equal(Problem.parse(JSON.parse(body)).code, 'headers_too_large');
  });

  it('includes an impossible Host', async () => {
    const { status, body } = await raw('GET /v1/whoami HTTP/1.1\r\nHost: a b/c\r\nConnection: close\r\n\r\n');
    assert.equal(status, 400);
    assert.equal(Problem.parse(JSON.parse(body)).code, 'malformed_request');
  });
});
