import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authorize, confirmWorkspace } from './principal.ts';
import { checkPolicies, POLICIES, SCOPES } from './policy.ts';

const principal = { workspaceId: 'w1', keyId: 'k1', scopes: new Set(['runs:read']) };

describe('the policy table', () => {
  it('names only scopes of the closed list', () => {
    const allowed = new Set<string>([...SCOPES, 'public', 'any-key']);
    assert.deepEqual(
      Object.entries(POLICIES).filter(([, policy]) => !allowed.has(policy)),
      [],
    );
  });

  it('uses every scope of the closed list', () => {
    const used = new Set<string>(Object.values(POLICIES));
    assert.deepEqual(
      SCOPES.filter((scope) => !used.has(scope)),
      [],
    );
  });

  it('refuses an operation without an entry, and an entry without an operation', () => {
    const policies = { getRun: 'runs:read' } as const;
    assert.throws(() => checkPolicies(['getRun', 'dropTable'], policies), /dropTable/);
    assert.throws(() => checkPolicies([], policies), /getRun/);
    assert.equal(checkPolicies(['getRun'], policies).get('getRun'), 'runs:read');
  });
});

describe('a principal', () => {
  it('passes only what its scopes allow', () => {
    authorize('runs:read', principal);
    authorize('any-key', principal);
    assert.throws(() => authorize('runs:start', principal), { code: 'forbidden' });
  });

  it('may confirm its workspace and never choose one', () => {
    confirmWorkspace(principal, undefined);
    confirmWorkspace(principal, 'w1');
    assert.throws(() => confirmWorkspace(principal, 'w2'), { code: 'not_found' });
  });
});
