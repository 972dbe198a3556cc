import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunChange, RunCommit } from '../domain/change.ts';
import { BrokenClaims } from './broken-claims.ts';

const LOG: RunChange = { type: 'stage.changed', op: 'stage:a#1:running', name: 'a', status: 'running' };

function commit(change: RunChange, epoch: number | null = 1): readonly RunCommit[] {
  return [{ kind: 'run', workspaceId: 'w', runId: 'r', at: 0, epoch, change }];
}

function finish(status: 'completed' | 'failed' | 'cancelled'): RunChange {
  return { type: 'run.finished', status, reason: 'finished', error: null, payload: null };
}

test('after a refusal nothing more of its owner is taken but that the run did not complete', () => {
  const claims = new BrokenClaims();
  assert.equal(claims.refusal(commit(LOG)), null);
  claims.refused(commit(LOG));
  for (const change of [LOG, finish('completed')]) assert.equal(claims.refusal(commit(change))?.kind, 'stale_owner');
  for (const change of [finish('failed'), finish('cancelled'), { type: 'run.recovered', crashed: false } as const]) {
    assert.equal(claims.refusal(commit(change)), null);
  }
});

test('the next owner of the run, and whoever is not its owner, are not held to it', () => {
  const claims = new BrokenClaims();
  claims.refused(commit(LOG));
  assert.equal(claims.refusal(commit(LOG, 2)), null);
  assert.equal(claims.refusal(commit(LOG, null)), null);
});

test('a claim that was not begun breaks nothing, and what is recovered is whole again', () => {
  const claims = new BrokenClaims();
  claims.refused(commit({ type: 'run.started' }));
  assert.equal(claims.refusal(commit(LOG)), null);
  claims.refused(commit(LOG));
  claims.taken(commit({ type: 'run.recovered', crashed: false }));
  assert.equal(claims.refusal(commit(LOG)), null);
});
