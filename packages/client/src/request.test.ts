import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { MillraceApiError, MillraceConnectionError, UnexpectedAnswerError } from './errors.ts';
import { Requester } from './request.ts';
import type { ClientOptions } from './request.ts';
import { objectWith } from './shape.ts';

const THING = objectWith<{ readonly id: string }>('a thing', 'id');
const BUSY = { status: 503, headers: { 'Retry-After': '0' }, body: { code: 'shutting_down' } };

interface Scripted {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
}

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server that answers from a list, one after the other, and remembers what it was asked. */
async function scripted(t: TestContext, answers: readonly Scripted[], options: Partial<ClientOptions> = {}) {
  const seen: Seen[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => {
      parts.push(part);
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const answer = answers[seen.length] ?? { status: 500 };
      seen.push({ method, url, headers, body: Buffer.concat(parts).toString() });
      response.writeHead(answer.status, answer.headers);
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
    });
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(null));
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const baseUrl = `http://127.0.0.1:${address.port}/`;
  return { seen, requester: new Requester({ baseUrl, apiKey: 'secret', ...options }) };
}

const page = (ids: readonly string[], next: string | null) => ({
  status: 200,
  body: { data: ids.map((id) => ({ id })), next_cursor: next },
});

test('a request carries the key, its query and its body', async (t) => {
  const { seen, requester } = await scripted(t, [{ status: 200, body: { id: 'x' } }], { headers: { 'User-Agent': 'tester/1' } });
  const call = { method: 'POST', path: '/v1/things', query: { a: 'ö', b: ['x', 'y'], c: undefined, d: null }, json: { n: 1 } } as const;
  assert.deepEqual(await requester.read(call, THING), { id: 'x' });
  const [request] = seen;
  assert.equal(request?.url, '/v1/things?a=%C3%B6&b=x%2Cy');
  assert.deepEqual(
    [request?.headers.authorization, request?.headers['user-agent'], request?.body],
    ['Bearer secret', 'tester/1', '{"n":1}'],
  );
});

test('a read is sent again after a passing failure, as often as allowed', async (t) => {
  const { seen, requester } = await scripted(t, [BUSY, { ...BUSY, status: 429 }, { status: 200, body: { id: 'x' } }]);
  await requester.read({ method: 'GET', path: '/' }, THING);
  assert.equal(seen.length, 3);
  const tired = await scripted(t, [BUSY, BUSY, BUSY], { maxRetries: 1 });
  await assert.rejects(tired.requester.read({ method: 'GET', path: '/' }, THING), MillraceApiError);
  assert.equal(tired.seen.length, 2);
});

test('a write is sent again only under an idempotency key', async (t) => {
  const plain = await scripted(t, [BUSY, BUSY]);
  await assert.rejects(plain.requester.send({ method: 'POST', path: '/' }), MillraceApiError);
  assert.equal(plain.seen.length, 1);
  const keyed = await scripted(t, [BUSY, { status: 200 }]);
  await keyed.requester.send({ method: 'POST', path: '/', headers: { 'Idempotency-Key': 'k' } });
  assert.deepEqual(
    keyed.seen.map(({ headers }) => headers['idempotency-key']),
    ['k', 'k'],
  );
});

test('a problem becomes an error with its code, its faults and its request id', async (t) => {
  const faults = [{ pointer: '/a', message: 'no' }];
  const problem = {
    type: 't',
    title: 'T',
    status: 422,
    detail: 'D',
    instance: '/',
    code: 'invalid_request',
    request_id: 'r',
    retryable: false,
    errors: faults,
  };
  const { requester } = await scripted(t, [{ status: 422, body: problem }]);
  await assert.rejects(requester.send({ method: 'GET', path: '/' }), (error) => {
    assert.ok(MillraceApiError.is(error));
    assert.deepEqual(
      [error.status, error.code, error.message, error.requestId, error.retryable],
      [422, 'invalid_request', 'D', 'r', false],
    );
    assert.deepEqual(error.faults, faults);
    return true;
  });
});

test('an answer that is not from Millrace is told apart', async (t) => {
  const { requester } = await scripted(t, [
    { status: 400, body: '<html>' },
    { status: 200, body: { other: 1 } },
  ]);
  await assert.rejects(requester.send({ method: 'GET', path: '/' }), (error) => MillraceApiError.is(error) && error.code === 'http_400');
  await assert.rejects(requester.read({ method: 'GET', path: '/' }, THING), UnexpectedAnswerError);
});

test('a server that is not there is a connection error that names the address', async () => {
  const requester = new Requester({ baseUrl: 'http://127.0.0.1:9', maxRetries: 0 });
  await assert.rejects(
    requester.send({ method: 'GET', path: '/' }),
    (error) => MillraceConnectionError.is(error) && error.message.includes('127.0.0.1:9'),
  );
});

test('an aborted request ends with the reason of the signal, also between two tries', async (t) => {
  const { requester } = await scripted(t, [{ status: 503, headers: { 'Retry-After': '50' } }]);
  const reason = new Error('enough');
  const abort = new AbortController();
  const request = requester.send({ method: 'GET', path: '/', signal: abort.signal });
  setImmediate(() => abort.abort(reason));
  await assert.rejects(request, reason);
});

test('a list is read page by page, and no further than asked', async (t) => {
  const { seen, requester } = await scripted(t, [page(['a', 'b'], 'c1'), page(['c'], null), page(['a', 'b'], 'c1')]);
  const list = requester.pages({ method: 'GET', path: '/v1/things', query: { limit: 2 } }, THING);
  assert.deepEqual(
    (await list.all()).map(({ id }) => id),
    ['a', 'b', 'c'],
  );
  assert.deepEqual(
    seen.map(({ url }) => url),
    ['/v1/things?limit=2', '/v1/things?limit=2&cursor=c1'],
  );
  assert.equal((await list.all(2)).length, 2);
  assert.equal(seen.length, 3);
});
