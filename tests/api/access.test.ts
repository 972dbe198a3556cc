import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { ApiKey, ApiKeyList, CreatedApiKey, Problem, Review, type Run, Scope, Whoami, pageOf } from '../../packages/protocol/src/index.ts';
import { POLICIES, SCOPES } from '../../packages/millrace/src/auth/policy.ts';
import { startApi, reviewOf, type Answer, type Api } from './start-api.ts';

let api: Api;
let run: Run;
let review: string;
before(async () => {
  api = await startApi();
  run = await api.finish('deliver');
  const { id } = await api.start('ask');
  review = reviewOf(await api.until(id, 'waiting'));
});
after(async () => api.close());

const AnyList = pageOf(z.unknown());
const UNKNOWN = '01920000-0000-7000-8000-000000000000';

/** A body that fits the schema of the operation, where an empty one does not. */
function bodyOf(path: string): object {
  if (path.endsWith(':commit')) return { parts: [] };
  if (path.endsWith(':rename')) return { from: 'a', to: 'b' };
  return path.endsWith('/expected') ? { from: 'a', name: 'b' } : {};
}

/** A request of each operation, with ids of this kind put in. */
function requestOf(
  operation: { readonly method: string; readonly path: string },
  ids: { readonly run: string; readonly review: string; readonly key: string },
) {
  const isReview = operation.path.includes('/reviews/');
  const runOrReview = isReview ? ids.review : ids.run;
  const id = operation.path.includes('/api-keys/') ? ids.key : runOrReview;
  const path = operation.path
    .replace('{id}', id)
    .replace('{name}', 'deliver')
    .replace('{path}', 'out/0123%20%C3%A4%C3%B6%C3%BC.txt')
    .replace('{token}', 'x');
  const body = isReview && operation.method === 'POST' ? { decision: 'approved' } : bodyOf(operation.path);
  const query = operation.path === '/v1/uploads' ? '?filename=x' : '';
  const hasBody = operation.method === 'POST' || operation.path.endsWith('/verdict');
  return { path: path + query, method: operation.method, ...(hasBody && operation.method !== 'GET' ? { body } : {}) };
}

async function createKey(scopes: readonly string[], more: object = {}): Promise<CreatedApiKey> {
  const answer = await api.request('/v1/api-keys', { body: { name: 'test', scopes, ...more } });
  assert.equal(answer.status, 201, answer.text);
  return answer.as(CreatedApiKey);
}

function days({ created_at, expires_at }: CreatedApiKey): number {
  return Math.round((Date.parse(expires_at ?? '') - Date.parse(created_at)) / 86_400_000);
}

/** What a client could tell two answers apart by. */
function visible(answer: Answer): unknown {
  const headers = [...answer.headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
  const { request_id: _id, instance: _instance, ...problem } = answer.as(Problem);
  return { status: answer.status, headers, problem };
}

describe('every operation', () => {
  it('needs a key unless its policy says that it is public', async () => {
    const ids = { run: run.id, review, key: 'x' };
    for (const operation of api.check.operations) {
      const request = requestOf(operation, ids);
      for (const key of [null, 'nonsense', `${api.key.slice(0, -1)}!`]) {
        const answer = await api.request(request.path, { ...request, key });
        if (POLICIES[operation.operationId] === 'public') assert.notEqual(answer.status, 401, operation.operationId);
        else {
          assert.equal(answer.status, 401, operation.operationId);
          assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="millrace"');
        }
      }
    }
  });

  it('needs the scope that its policy names', async () => {
    const keys = new Map<string, string>();
    for (const scope of SCOPES) keys.set(scope, (await createKey(SCOPES.filter((other) => other !== scope))).key);
    for (const operation of api.check.operations) {
      const policy = POLICIES[operation.operationId] ?? '';
      const key = keys.get(policy);
      if (key === undefined) continue;
      const request = requestOf(operation, { run: UNKNOWN, review: UNKNOWN, key: UNKNOWN });
      const answer = await api.request(request.path, { ...request, key });
      assert.equal(answer.status, 403, `${operation.operationId} ${answer.text}`);
      assert.equal(answer.code(), 'forbidden');
    }
  });

  it("answers for another workspace's ids exactly as for ids that do not exist", async () => {
    const own = { run: run.id, review, key: api.key.split('_')[2] ?? '' };
    const unknown = { run: UNKNOWN, review: UNKNOWN, key: '0000000000000000' };
    let compared = 0;
    for (const operation of api.check.operations) {
      if (!operation.path.includes('{id}')) continue;
      const [foreign, missing] = [requestOf(operation, own), requestOf(operation, unknown)];
      const seen = await api.request(foreign.path, { ...foreign, key: api.strangerKey });
      const absent = await api.request(missing.path, { ...missing, key: api.strangerKey });
      assert.equal(seen.status, 404, `${operation.operationId} ${seen.text}`);
      assert.deepEqual(visible(seen), visible(absent), operation.operationId);
      compared += 1;
    }
    assert.ok(compared >= 18, String(compared));
    assert.equal((await api.request(`/v1/reviews/${review}`)).as(Review).status, 'open');
  });

  it("shows nothing of another workspace's in its lists", async () => {
    for (const path of ['/v1/runs', `/v1/runs?parent=${run.id}`, '/v1/reviews', `/v1/reviews?run=${run.id}`, '/v1/workflows']) {
      assert.deepEqual((await api.request(path, { key: api.strangerKey })).as(AnyList).data, [], path);
    }
    const keys = (await api.request('/v1/api-keys', { key: api.strangerKey })).as(ApiKeyList).data;
    assert.equal(keys.length, 1);
  });

  it('keeps idempotency keys of workspaces apart', async () => {
    const send = async (key: string) =>
      api.request('/v1/runs', { body: { workflow: 'deliver' }, headers: { 'idempotency-key': 'shared' }, key });
    assert.equal((await send(api.key)).status, 202);
    assert.equal((await send(api.strangerKey)).code(), 'invalid_request');
  });
});

describe('the status poll', () => {
  it('asks for key, scope and workspace like everything else, also when the answer is cached', async () => {
    const path = `/v1/runs/${run.id}/status`;
    const blind = (await createKey(['runs:start'])).key;
    for (let round = 0; round < 2; round++) {
      assert.equal((await api.request(path)).status, 200);
      assert.equal((await api.request(path, { key: null })).status, 401);
      assert.equal((await api.request(path, { key: blind })).status, 403);
      assert.equal((await api.request(path, { key: api.strangerKey })).status, 404);
      assert.equal((await api.request(path, { headers: { 'x-workspace-id': api.workspaceId } })).status, 200);
      assert.equal((await api.request(path, { headers: { 'x-workspace-id': 'another' } })).status, 404);
    }
  });
});

describe('an API key', () => {
  it('is shown once, works, and stops working when it is revoked', async () => {
    const created = await createKey(['runs:read']);
    const path = `/v1/runs/${run.id}/status`;
    assert.equal((await api.request(path, { key: created.key })).status, 200);
    const listed = await api.request('/v1/api-keys');
    assert.ok(!listed.text.includes(created.key));
    assert.ok(listed.as(ApiKeyList).data.some(({ id }) => id === created.id));
    const revoked = await api.request(`/v1/api-keys/${created.id}`, { method: 'DELETE' });
    assert.ok(revoked.as(ApiKey).revoked_at !== null);
    assert.equal((await api.request(path, { key: created.key })).status, 401);
    assert.equal((await api.request(`/v1/api-keys/${created.id}`, { method: 'DELETE' })).status, 200);
  });

  it('lives 90 days unless it is told otherwise', async () => {
    assert.equal(days(await createKey(['runs:read'])), 90);
    assert.equal((await createKey(['runs:read'], { expires_at: null })).expires_at, null);
    const past = await api.request('/v1/api-keys', { body: { name: 'x', scopes: ['runs:read'], expires_at: '2020-01-01T00:00:00Z' } });
    assert.equal(past.pointers()[0], '/expires_at');
  });

  it('hands out no scope that it does not have', async () => {
    const admin = await createKey(['keys:admin', 'runs:read']);
    const answer = await api.request('/v1/api-keys', { body: { name: 'more', scopes: ['runs:read', 'runs:start'] }, key: admin.key });
    assert.equal(answer.status, 422);
    assert.equal(answer.pointers()[0], '/scopes/1');
    const odd = await api.request('/v1/api-keys', { body: { name: 'odd', scopes: ['everything'] } });
    assert.equal(odd.status, 422);
  });

  it('says whose it is', async () => {
    const answer = (await api.request('/v1/whoami')).as(Whoami);
    assert.equal(answer.workspace.id, api.workspaceId);
    assert.deepEqual(answer.scopes.toSorted(), SCOPES.toSorted());
    const stranger = (await api.request('/v1/whoami', { key: api.strangerKey })).as(Whoami);
    assert.equal(stranger.workspace.name, 'stranger');
  });
});

it('the contract names the scopes that the policy knows, and no others', () => {
  assert.deepEqual(Scope.options.toSorted(), SCOPES.toSorted());
});
