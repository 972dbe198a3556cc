import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StepFold } from './step-fold.ts';

test('the steps are known after each change, and a list that was given does not change', () => {
  const fold = new StepFold();
  assert.deepEqual(fold.steps(), []);
  fold.take({ seq: 1, at: 10, change: { type: 'sleep.started', op: 'sleep:nap#1', name: 'nap', until: 50 }, hasPayload: false });
  const asleep = fold.steps();
  const change = { type: 'wait.completed', op: 'sleep:nap#1', name: 'nap', timedOut: false, signalSeq: null, payload: null } as const;
  fold.take({ seq: 2, at: 50, change, hasPayload: false });
  assert.deepEqual(
    asleep.map((step) => step.status),
    ['waiting'],
  );
  assert.deepEqual(
    fold.steps().map((step) => [step.status, step.durationMs]),
    [['completed', 40]],
  );
});
