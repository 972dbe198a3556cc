import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StoredApiKey } from '../store/store.ts';
import { ApiKeyAuthenticator } from './api-key-authenticator.ts';
import { mintApiKey } from './api-key.ts';

const PEPPER = 'pepper of the test';

/** A server with one key, whose row and clock a test can change. */
function setup(more: Partial<StoredApiKey> = {}): {
  authenticator: ApiKeyAuthenticator;
  header: string;
  rows: Map<string, StoredApiKey>;
  row: StoredApiKey;
  clock: { now: number };
  looked: () => number;
} {
  const { id, token, secretHash } = mintApiKey('test', PEPPER);
  const row: StoredApiKey = {
    id,
    name: 'a key',
    secretHash,
    scopes: ['runs:read'],
    expiresAt: null,
    workspaceId: 'workspace-1',
    createdAt: 0,
    revokedAt: null,
    ...more,
  };
  const rows = new Map([[id, row]]);
  const clock = { now: 1_000_000 };
  let lookUps = 0;
  const keyById = (keyId: string): StoredApiKey | null => {
    lookUps += 1;
    return rows.get(keyId) ?? null;
  };
  const authenticator = new ApiKeyAuthenticator({ keyById }, PEPPER, () => clock.now);
  return { authenticator, header: `Bearer ${token}`, rows, row, clock, looked: () => lookUps };
}

describe('authentication by API key', () => {
  it('gives the workspace, the key and the scopes', () => {
    const { authenticator, header, row } = setup();
    const principal = authenticator.authenticate(header);
    assert.deepEqual(principal, { workspaceId: 'workspace-1', keyId: row.id, scopes: new Set(['runs:read']) });
  });

  it('remembers a valid header, but only for less than a second', () => {
    const { authenticator, header, clock, looked } = setup();
    assert.equal(authenticator.recall(header), null);
    authenticator.authenticate(header);
    authenticator.authenticate(header);
    assert.ok(authenticator.recall(header) !== null);
    assert.equal(looked(), 1);
    clock.now += 1000;
    assert.equal(authenticator.recall(header), null);
    authenticator.authenticate(header);
    assert.equal(looked(), 2);
  });

  it('refuses a key from the moment it is forgotten after its revocation', () => {
    const { authenticator, header, rows, row } = setup();
    authenticator.authenticate(header);
    rows.set(row.id, { ...row, revokedAt: 1 });
    authenticator.forget(row.id);
    assert.equal(authenticator.recall(header), null);
    assert.equal(authenticator.authenticate(header), null);
  });

  it('refuses a key that somebody else revoked within a second', () => {
    const { authenticator, header, rows, row, clock } = setup();
    authenticator.authenticate(header);
    rows.set(row.id, { ...row, revokedAt: 1 });
    clock.now += 999;
    assert.equal(authenticator.authenticate(header), null);
  });

  it('trusts nobody for longer because the clock was set back', () => {
    const { authenticator, header, rows, row, clock } = setup();
    authenticator.authenticate(header);
    rows.set(row.id, { ...row, revokedAt: 1 });
    clock.now -= 3_600_000;
    assert.equal(authenticator.recall(header), null);
    assert.equal(authenticator.authenticate(header), null);
  });

  it('refuses a key from the millisecond at which it expires, remembered or not', () => {
    const { authenticator, header, clock } = setup({ expiresAt: 1_000_100 });
    assert.ok(authenticator.authenticate(header) !== null);
    clock.now = 1_000_099;
    assert.ok(authenticator.recall(header) !== null);
    clock.now = 1_000_100;
    assert.equal(authenticator.recall(header), null);
    assert.equal(authenticator.authenticate(header), null);
  });

  it('refuses a wrong checksum, another scheme and nothing at all without a look-up', () => {
    const { authenticator, header, looked } = setup();
    const wrong = header.slice(0, -1) + (header.endsWith('a') ? 'b' : 'a');
    for (const bad of [wrong, header.replace('Bearer', 'Basic'), header.replace('Bearer ', ''), 'Bearer', '', undefined]) {
      assert.equal(authenticator.authenticate(bad), null);
    }
    assert.equal(looked(), 0);
  });

  it('refuses a well-formed key whose secret is not the stored one', () => {
    const { authenticator, rows, row } = setup();
    const other = mintApiKey('test', PEPPER);
    rows.set(other.id, { ...row, id: other.id });
    assert.equal(authenticator.authenticate(`Bearer ${other.token}`), null);
  });
});
