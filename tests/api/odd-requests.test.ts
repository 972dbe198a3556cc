import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { startApi, type Api } from './start-api.ts';

let api: Api;
before(async () => {
  api = await startApi();
});
after(async () => api.close());

const member = fc.constantFrom(
  'workflow',
  'input',
  'tags',
  'metadata',
  'priority',
  'start_at',
  'delay',
  'ttl',
  'timeout',
  'concurrency_key',
  '__proto__',
);
const body = fc.oneof(
  fc.dictionary(member, fc.jsonValue()).map((value) => ({ workflow: 'anything', delay: '1h', ...value })),
  fc.jsonValue(),
);
const segment = fc.oneof(
  fc.constantFrom(
    'v1',
    'runs',
    'status',
    'events',
    'artifacts',
    'reviews',
    'api-keys',
    '..',
    '.',
    '',
    '%2e%2e',
    '%00',
    '%ff',
    'x:cancel',
    ':decide',
    '*',
  ),
  fc.string({ maxLength: 20 }).map(encodeURIComponentSafely),
);

function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

describe('whatever is sent', () => {
  it('a start is taken or refused in words, and never fails on our side', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
        const answer = await api.request('/v1/runs', { body: JSON.stringify(value) });
        assert.ok([202, 400, 422].includes(answer.status), `${answer.status} ${answer.text}`);
      }),
      { numRuns: 150 },
    );
  });

  it('a path finds something or nothing, and never fails on our side', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { maxLength: 6 }), fc.constantFrom('GET', 'POST', 'DELETE', 'PUT'), async (segments, method) => {
        const response = await fetch(`${api.url}/${segments.join('/')}`, { method, headers: { authorization: `Bearer ${api.key}` } });
        await response.arrayBuffer();
        assert.ok(response.status < 500, `${method} ${response.url} ${response.status}`);
      }),
      { numRuns: 150 },
    );
  });

  it('a query is understood or refused, and never fails on our side', async () => {
    const name = fc.constantFrom('status', 'tag', 'workflow', 'cursor', 'limit', 'created_after', 'parent', 'expand', 'after');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, fc.string({ maxLength: 30 })), { maxLength: 4 }), async (parameters) => {
        const query = parameters.map(([key, value]) => `${key}=${encodeURIComponentSafely(value)}`).join('&');
        const answer = await api.request(`/v1/runs?${query}`);
        assert.ok([200, 400].includes(answer.status), answer.text);
      }),
      { numRuns: 150 },
    );
  });
});
