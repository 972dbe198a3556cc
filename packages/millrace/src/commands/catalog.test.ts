import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS } from '../domain/limits.ts';
import { createApiKey } from './create-api-key.ts';
import { createWorkspace } from './create-workspace.ts';
import { recordUpload } from './record-upload.ts';
import { registerWorkflows } from './register-workflows.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { CALLER, commandWorld, fails, STRANGER } from './testing/command-world.ts';
import { encodeJson } from '../domain/json-text.ts';

const GRANTABLE = new Set(['runs:read', 'runs:start']);
const KEY = { name: 'ci', scopes: ['runs:read'], expiresAt: null, grantable: GRANTABLE };

test('a created key is kept without its secret and shown once', async (t) => {
  const { context } = commandWorld(t);
  const { key, token } = await createApiKey(context, CALLER, { ...KEY, scopes: ['runs:read', 'runs:read'] });
  const stored = context.store.access.keyById(key.id);
  assert.deepEqual(stored, key);
  assert.deepEqual(key.scopes, ['runs:read']);
  assert.ok(!JSON.stringify(stored).includes(token));
});

test('nobody hands out a scope that they do not have, and all faults of a key are told together', async (t) => {
  const world = commandWorld(t);
  const wrong = { name: ' ', scopes: ['runs:read', 'keys:admin'], expiresAt: world.clock.now, grantable: GRANTABLE };
  await fails(createApiKey(world.context, CALLER, wrong), 'invalid_request', '/name', '/scopes/1', '/expires_at');
  await fails(createApiKey(world.context, CALLER, { ...KEY, scopes: [] }), 'invalid_request', '/scopes');
  await createApiKey(world.context, CALLER, { ...KEY, name: 'x'.repeat(LIMITS.apiKeyNameLength) });
  await fails(createApiKey(world.context, CALLER, { ...KEY, name: 'x'.repeat(LIMITS.apiKeyNameLength + 1) }), 'invalid_request', '/name');
});

test('a workspace has as many live keys as its limit says; a revoked one makes room', async (t) => {
  const { context } = commandWorld(t);
  const many = Array.from({ length: LIMITS.apiKeysPerWorkspace - 1 }, (_, index) => {
    const key = { id: `k${index}`, name: 'old', secretHash: '', scopes: [], expiresAt: null };
    return { kind: 'catalog', at: 1, change: { type: 'api-key.created', workspaceId: CALLER.workspaceId, key } } as const;
  });
  await context.journal.commit(many);
  await createApiKey(context, CALLER, KEY);
  await fails(createApiKey(context, CALLER, KEY), 'limit_exceeded');
  await createApiKey(context, STRANGER, KEY);
  await revokeApiKey(context, CALLER, 'k0');
  await createApiKey(context, CALLER, KEY);
});

test('a key is revoked for good, by its own workspace only', async (t) => {
  const world = commandWorld(t);
  const { key } = await createApiKey(world.context, CALLER, KEY);
  await fails(revokeApiKey(world.context, STRANGER, key.id), 'not_found');
  const revoked = await revokeApiKey(world.context, CALLER, key.id);
  assert.equal(revoked.revokedAt, world.clock.now);
  world.clock.now += 5;
  assert.deepEqual(await revokeApiKey(world.context, CALLER, key.id), revoked);
});

test('an upload is recorded for its workspace, with a time until which it is kept', async (t) => {
  const world = commandWorld(t);
  const file = { path: 'a/b.csv', mediaType: 'text/csv', sizeBytes: 3, sha256: 'ab'.repeat(32), storageKey: 'k' };
  const upload = await recordUpload(world.context, CALLER, file);
  assert.deepEqual(world.context.store.artifacts.upload(CALLER.workspaceId, upload.id), upload);
  assert.equal(upload.expiresAt, world.clock.now + LIMITS.uploadKeepMs);
  assert.equal(world.context.store.artifacts.upload(STRANGER.workspaceId, upload.id), null);
  await fails(recordUpload(world.context, CALLER, { ...file, path: '../b.csv' }), 'invalid_parameter', '?filename');
});

test('registering a version again stores nothing, unless another one became the newest since', async (t) => {
  const world = commandWorld(t);
  const register = async (version: string): Promise<number> => {
    world.clock.now += 1;
    const fresh = await registerWorkflows(world.context, CALLER.workspaceId, [
      { name: 'w', version, title: 'W', description: '', manifest: encodeJson({}) },
    ]);
    return fresh.length;
  };
  assert.deepEqual([await register('1'), await register('1'), await register('2'), await register('1')], [1, 0, 1, 1]);
  assert.equal(world.context.store.workflows.get(CALLER.workspaceId, 'w')?.version, '1');
});

test('a workspace is created with a sample key that is long enough', async (t) => {
  const { context } = commandWorld(t);
  const workspace = await createWorkspace(context, { name: 'default', sampleKey: 'ab'.repeat(16) });
  assert.deepEqual(context.store.access.workspaces(), [workspace]);
  await fails(createWorkspace(context, { name: 'x', sampleKey: 'short' }), 'internal');
});
