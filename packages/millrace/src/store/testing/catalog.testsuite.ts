import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ApiKeyEntry, CatalogChange } from '../../domain/change.ts';
import { encodeJson } from '../../domain/json-text.ts';
import { Scenario, WORKSPACE } from './scenario.ts';
import type { Setup } from './scenario.ts';

function registered(name: string, version: string): CatalogChange {
  const workflow = { name, version, title: `The ${name}`, description: '', manifest: encodeJson({ stages: [] }) };
  return { type: 'workflow.registered', workspaceId: WORKSPACE, workflow };
}

function key(id: string): ApiKeyEntry {
  return { id, name: `key ${id}`, secretHash: `hash of ${id}`, scopes: ['runs:read', 'runs:write'], expiresAt: null };
}

export function testCatalog(setup: Setup): void {
  describe('a workflow', () => {
    test('has versions, of which the one registered last is the newest', async (context) => {
      const s = await Scenario.open(context, setup);
      for (const [name, version] of [
        ['b', 'v1'],
        ['a', 'v1'],
        ['b', 'v2'],
        ['b', 'v3'],
      ] as const) {
        await s.catalog(registered(name, version));
      }
      const { workflows } = s.store;
      assert.deepEqual(
        workflows.list(WORKSPACE).map(({ name, version }) => [name, version]),
        [
          ['a', 'v1'],
          ['b', 'v3'],
        ],
      );
      assert.deepEqual(
        workflows.versions(WORKSPACE, 'b').map(({ version }) => version),
        ['v3', 'v2', 'v1'],
      );
      assert.equal(workflows.get(WORKSPACE, 'b')?.version, 'v3');
      assert.equal(workflows.get(WORKSPACE, 'b', 'v1')?.version, 'v1');
      assert.deepEqual([workflows.get(WORKSPACE, 'c'), workflows.get(WORKSPACE, 'b', 'v9')], [null, null]);
      await s.catalog(registered('b', 'v1'));
      assert.deepEqual(workflows.get(WORKSPACE, 'b'), {
        name: 'b',
        version: 'v1',
        title: 'The b',
        description: '',
        manifest: encodeJson({ stages: [] }),
        registeredAt: s.time,
      });
      assert.equal(workflows.versions(WORKSPACE, 'b').length, 3);
    });
  });

  describe('a workspace', () => {
    test('keeps the name and the sample key that it was made with', async (context) => {
      const s = await Scenario.open(context, setup);
      await s.catalog({ type: 'workspace.created', workspaceId: WORKSPACE, name: 'Ours', sampleKey: 'secret' });
      const expected = { id: WORKSPACE, name: 'Ours', sampleKey: 'secret', createdAt: s.time };
      await s.catalog({ type: 'workspace.created', workspaceId: WORKSPACE, name: 'Again', sampleKey: 'other' });
      assert.deepEqual(s.store.access.workspace(WORKSPACE), expected);
      assert.deepEqual(s.store.access.workspaces(), [expected]);
      assert.equal(s.store.access.workspace('nobody'), null);
    });
  });

  describe('an API key', () => {
    test('is found by its id until and after it is revoked, and is revoked once', async (context) => {
      const s = await Scenario.open(context, setup);
      await s.catalog({ type: 'api-key.created', workspaceId: WORKSPACE, key: key('k1') });
      const created = { ...key('k1'), workspaceId: WORKSPACE, createdAt: s.time, revokedAt: null };
      assert.deepEqual(s.store.access.keyById('k1'), created);
      await s.catalog({ type: 'api-key.revoked', workspaceId: WORKSPACE, keyId: 'k1' });
      const revokedAt = s.time;
      await s.catalog({ type: 'api-key.revoked', workspaceId: WORKSPACE, keyId: 'k1' });
      assert.deepEqual(s.store.access.keyById('k1'), { ...created, revokedAt });
      assert.equal(s.store.access.keyById('k2'), null);
    });

    test('is listed in its workspace, oldest first', async (context) => {
      const s = await Scenario.open(context, setup);
      for (const id of ['k2', 'k1']) await s.catalog({ type: 'api-key.created', workspaceId: WORKSPACE, key: key(id) });
      await s.catalog({ type: 'api-key.created', workspaceId: 'workspace-2', key: key('k3') });
      assert.deepEqual(
        s.store.access.keys(WORKSPACE).map(({ id }) => id),
        ['k2', 'k1'],
      );
    });
  });
}
