import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunChange } from '../domain/change.ts';
import type { CommitRequest, JournalWriter } from './commit-request.ts';
import { encodeRequest } from './encode-request.ts';
import { guardClaims } from './guard-claims.ts';

const LOG: RunChange = { type: 'stage.changed', op: 'stage:a#1:running', name: 'a', status: 'running' };
const END: RunChange = { type: 'run.finished', status: 'completed', reason: 'finished', error: null, payload: null };

function commit(id: number, runId: string, change: RunChange): CommitRequest {
  return encodeRequest(id, [{ kind: 'run', workspaceId: 'w', runId, at: 0, epoch: 1, change }]);
}

test('what an owner did beside a call that a cancel forbade is written', () => {
  const call: RunChange = { type: 'child.started', op: 'call:a#1', name: 'a', runId: 'b' };
  const writer: JournalWriter = {
    write: (batch) =>
      batch.map(({ changes }) =>
        changes.some((one) => one.kind === 'run' && one.change.type === 'child.started')
          ? { refusal: { kind: 'cancel_requested', reason: 'cancelled_by_user' } }
          : { refusal: null, runs: [] },
      ),
    close: () => {},
  };
  const guarded = guardClaims(writer);
  const results = [...guarded.write([commit(1, 'a', call)]), ...guarded.write([commit(2, 'a', LOG)])];
  assert.deepEqual(
    results.map(({ refusal }) => refusal?.kind ?? null),
    ['cancel_requested', null],
  );
});

test('what an owner posted before it heard of a full disk is refused, and that of others is written', () => {
  let isFull = true;
  const ids: number[] = [];
  const writer: JournalWriter = {
    write: (batch) => {
      ids.push(...batch.map(({ id }) => id));
      return batch.map(() => (isFull ? { refusal: { kind: 'storage_full' } } : { refusal: null, runs: [] }));
    },
    close: () => {},
  };
  const guarded = guardClaims(writer);
  assert.deepEqual(guarded.write([commit(1, 'a', LOG)]), [{ refusal: { kind: 'storage_full' } }]);
  isFull = false;
  const results = guarded.write([commit(2, 'a', END), commit(3, 'b', END)]);
  assert.deepEqual(
    results.map(({ refusal }) => refusal?.kind ?? null),
    ['stale_owner', null],
  );
  assert.deepEqual(guarded.write([commit(4, 'a', LOG)]), [{ refusal: { kind: 'stale_owner', claimEpoch: 1 } }]);
  assert.deepEqual(ids, [1, 3]);
});
