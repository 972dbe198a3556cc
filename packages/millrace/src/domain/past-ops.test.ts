import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pastOps } from './past-ops.ts';
import type { PastChange } from './past-ops.ts';

const STARTED: PastChange = {
  seq: 2,
  at: 10,
  change: { type: 'step.started', op: 'step:a#1', name: 'a', attempt: 1, stage: 's', effect: 'at_least_once' },
};
const COMPLETED: PastChange = {
  seq: 3,
  at: 20,
  change: { type: 'step.completed', op: 'step:a#1', name: 'a', attempt: 1, stage: 's', startedAt: 15, copiedFrom: null, payload: null },
};

test('a call begins with its first change, or when it says that it began, and ends with its answer', () => {
  const op = pastOps([STARTED, COMPLETED]).get('step:a#1');
  assert.deepEqual([op?.began, op?.ended, op?.stage, op?.changes.length], [{ seq: 2, at: 10 }, { seq: 3, at: 20 }, 's', 2]);
  assert.deepEqual(pastOps([COMPLETED]).get('step:a#1')?.began, { seq: 3, at: 15 });
  assert.equal(pastOps([STARTED]).get('step:a#1')?.ended, null);
});

test('what belongs to no call is left out', () => {
  const others: readonly PastChange[] = [
    { seq: 1, at: 1, change: { type: 'run.started' } },
    { seq: 2, at: 2, change: { type: 'log.written', op: null, level: 'info', message: 'x', step: null, fields: null } },
    { seq: 3, at: 3, change: { type: 'sleep.started', op: 'nonsense', name: 'x', until: 5 } },
    {
      seq: 4,
      at: 4,
      change: { type: 'child.finished', runId: 'unknown', status: 'completed', error: null, creditsUsed: 0, payload: null },
    },
  ];
  assert.equal(pastOps(others).size, 0);
});

test('an attempt that is to be tried again is no failure', () => {
  const error = { code: 'x', message: 'x', step: 'a', attempt: 1, stack: null };
  const failed = (retryAt: number | null): PastChange => ({
    seq: 3,
    at: 20,
    change: { type: 'step.attempt-failed', op: 'step:a#1', name: 'a', attempt: 1, stage: null, startedAt: 15, error, retryAt },
  });
  assert.equal(pastOps([failed(30)]).get('step:a#1')?.failed, null);
  assert.deepEqual(pastOps([failed(null)]).get('step:a#1')?.failed, { seq: 3, at: 20 });
});
