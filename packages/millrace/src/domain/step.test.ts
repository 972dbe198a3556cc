import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abandonStep, endStep, hasEnded, newStep, withAttempt, withItems } from './step.ts';
import type { Step } from './step.ts';

function stepOf(op: string): Step {
  const step = newStep(op);
  assert.ok(step !== null);
  return step;
}

test('a new step is pending and knows what its op says', () => {
  const step = stepOf('review:check#3');
  assert.deepEqual([step.kind, step.name, step.occurrence, step.status, step.attempt], ['review', 'check', 3, 'pending', 0]);
  assert.equal(hasEnded(step), false);
});

test('what is not a step has none', () => {
  for (const op of ['records:rows#1', 'stage:read#1', 'nonsense']) assert.equal(newStep(op), null);
});

test('the first end of a step counts, and a later one only adds the place of a result', () => {
  const ended = endStep(stepOf('wait:go#1'), 'completed', 10, null);
  assert.deepEqual(endStep(ended, 'failed', 20, 7), { ...ended, resultSeq: 7 });
  assert.deepEqual(endStep({ ...ended, resultSeq: 5 }, 'failed', 20, 7).resultSeq, 5);
  assert.equal(abandonStep(ended, 30), ended);
});

test('a clock that was set back gives no negative duration', () => {
  const attempt = { number: 1, startedAt: 100, finishedAt: null, status: 'running', error: null } as const;
  assert.equal(endStep(withAttempt(stepOf('step:a#1'), attempt), 'completed', 40, null).durationMs, 0);
});

test('a map without items has ended with its first record', () => {
  const step = withItems(stepOf('map:rows#1'), { input: 0, delivered: 0, dropped: 0, failed: 0, reasons: {} }, 5, 8);
  assert.deepEqual([step.status, step.startedAt, step.finishedAt], ['completed', 5, 8]);
});
