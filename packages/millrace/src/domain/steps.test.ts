import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutcomeCounts, RunChange } from './change.ts';
import type { StoredError } from './run.ts';
import type { Step } from './step.ts';
import type { LoggedChange } from './step-fold.ts';
import { foldSteps } from './steps.ts';

const error: StoredError = { code: 'E', message: 'refused', step: 'load', attempt: 1, stack: null };
const nothing: OutcomeCounts = { delivered: 0, dropped: 0, failed: 0, reasons: {} };

/** A log of these changes: the first has seq 1, and each comes ten milliseconds after the one before it. */
function logOf(...changes: readonly RunChange[]): readonly LoggedChange[] {
  return changes.map((change, index) => ({
    seq: index + 1,
    at: (index + 1) * 10,
    change,
    hasPayload: change.type === 'step.completed' || change.type === 'wait.completed' || change.type === 'child.finished',
  }));
}

function started(op: string, attempt = 1): RunChange {
  return { type: 'step.started', op, name: 'load', attempt, stage: 'read', effect: 'at_least_once' };
}

function completed(op: string, more: { attempt?: number; startedAt?: number; copiedFrom?: string } = {}): RunChange {
  const { attempt = 1, startedAt = 5, copiedFrom = null } = more;
  return { type: 'step.completed', op, name: 'load', attempt, stage: 'read', startedAt, copiedFrom, payload: null };
}

function failed(op: string, attempt: number, retryAt: number | null): RunChange {
  return { type: 'step.attempt-failed', op, name: 'load', attempt, stage: 'read', startedAt: 5, error, retryAt };
}

function chunk(first: boolean, outcomes: Partial<OutcomeCounts>): RunChange {
  const counts = { ...nothing, ...outcomes };
  return {
    type: 'items.recorded',
    op: 'map:rows#1',
    name: 'rows',
    stage: null,
    startedAt: 5,
    total: 4,
    first,
    outcomes: counts,
    report: false,
    payload: null,
  };
}

function waited(op: string): RunChange {
  return { type: 'wait.completed', op, name: 'x', timedOut: false, signalSeq: null, payload: null };
}

const review: RunChange = {
  type: 'review.requested',
  op: 'review:check#1',
  reviewId: 'r1',
  name: 'check',
  title: 'Check',
  until: null,
  form: null,
  payload: null,
};
const decided: RunChange = {
  type: 'review.decided',
  reviewId: 'r1',
  name: 'check',
  decision: 'approved',
  actor: null,
  note: null,
  payload: null,
};
const child: RunChange = { type: 'child.started', op: 'call:sub#1', name: 'sub', runId: 'c1' };
const ended: RunChange = { type: 'run.finished', status: 'failed', reason: 'run_timeout', error, payload: null };

function only(steps: readonly Step[]): Step {
  const [step] = steps;
  assert.ok(step !== undefined && steps.length === 1);
  return step;
}

test('a step that was recorded only with its result is whole', () => {
  assert.deepEqual(foldSteps(logOf(completed('step:load#2')), 'running'), [
    {
      op: 'step:load#2',
      name: 'load',
      kind: 'step',
      occurrence: 2,
      status: 'completed',
      stage: 'read',
      attempt: 1,
      attempts: [{ number: 1, startedAt: 5, finishedAt: 10, status: 'completed', error: null }],
      startedAt: 5,
      finishedAt: 10,
      durationMs: 5,
      items: null,
      copiedFrom: null,
      resultSeq: 1,
    },
  ]);
});

test('steps stand in the order in which they first appear', () => {
  const steps = foldSteps(logOf(started('step:b#1'), started('step:a#1'), completed('step:a#1'), completed('step:b#1')), 'running');
  assert.deepEqual(
    steps.map((step) => step.op),
    ['step:b#1', 'step:a#1'],
  );
});

test('changes that are no steps add none', () => {
  const log = logOf(
    { type: 'run.started' },
    { type: 'signal.received', name: 'go', actor: null, payload: null },
    completed('items:rows#1'),
    completed('nonsense'),
    decided,
    { type: 'child.finished', runId: 'unknown', status: 'completed', error: null, creditsUsed: 0, payload: null },
  );
  assert.deepEqual(foldSteps(log, 'running'), []);
});

test('a step that was started runs, and is pending while its run does not', () => {
  const log = logOf(started('step:load#1'));
  const running = only(foldSteps(log, 'running'));
  assert.deepEqual([running.status, running.startedAt, running.durationMs], ['running', 10, null]);
  assert.equal(only(foldSteps(log, 'queued')).status, 'pending');
});

test('an attempt that a crash cut off begins again under its number', () => {
  const step = only(foldSteps(logOf(started('step:load#1'), { type: 'run.recovered', crashed: true }, started('step:load#1')), 'running'));
  assert.deepEqual(step.attempts, [{ number: 1, startedAt: 30, finishedAt: null, status: 'running', error: null }]);
  assert.equal(step.startedAt, 10);
});

test('the result of an attempt leaves its start as it was recorded', () => {
  const step = only(foldSteps(logOf(started('step:load#1'), completed('step:load#1', { startedAt: 11 })), 'running'));
  assert.deepEqual(step.attempts, [{ number: 1, startedAt: 10, finishedAt: 20, status: 'completed', error: null }]);
});

test('a failed attempt waits for the next one, and each attempt is kept with its error', () => {
  const log = logOf(failed('step:load#1', 1, 15), completed('step:load#1', { attempt: 2, startedAt: 15 }));
  const waiting = only(foldSteps(log.slice(0, 1), 'waiting'));
  assert.deepEqual([waiting.status, waiting.finishedAt, waiting.attempt], ['waiting', null, 1]);
  const done = only(foldSteps(log, 'running'));
  assert.deepEqual([done.status, done.attempt, done.durationMs, done.resultSeq], ['completed', 2, 15, 2]);
  assert.deepEqual(done.attempts, [
    { number: 1, startedAt: 5, finishedAt: 10, status: 'failed', error },
    { number: 2, startedAt: 15, finishedAt: 20, status: 'completed', error: null },
  ]);
});

test('a step that failed for good stays failed when its run goes on and completes', () => {
  const log = logOf(failed('step:load#1', 3, null), {
    type: 'run.finished',
    status: 'completed',
    reason: 'finished',
    error: null,
    payload: null,
  });
  const step = only(foldSteps(log, 'completed'));
  assert.deepEqual([step.status, step.finishedAt, step.attempt, step.resultSeq], ['failed', 10, 3, null]);
});

test('attempts stand in the order of their numbers', () => {
  const step = only(foldSteps(logOf(failed('step:load#1', 2, 50), started('step:load#1', 1)), 'running'));
  assert.deepEqual(
    step.attempts.map((attempt) => attempt.number),
    [1, 2],
  );
  assert.equal(step.attempt, 2);
});

test('a copied result names the run it comes from and took no time', () => {
  const step = only(foldSteps(logOf(completed('step:load#1', { copiedFrom: 'old-run' })), 'queued'));
  assert.deepEqual([step.copiedFrom, step.durationMs, step.startedAt], ['old-run', 0, 10]);
});

test('a map counts its items chunk by chunk and ends with the last one', () => {
  const log = logOf(chunk(true, { delivered: 2 }), chunk(false, { delivered: 1, failed: 1, reasons: { timeout: 1 } }));
  const half = only(foldSteps(log.slice(0, 1), 'running'));
  assert.deepEqual([half.status, half.items?.pending, half.startedAt, half.attempt], ['running', 2, 5, 0]);
  const done = only(foldSteps(log, 'running'));
  assert.deepEqual([done.status, done.finishedAt, done.durationMs, done.resultSeq], ['completed', 20, 15, null]);
  assert.deepEqual(done.items, { input: 4, delivered: 3, dropped: 0, failed: 1, pending: 0, reasons: { timeout: 1 } });
});

test('sleeps and waits for a signal wait until their end is recorded', () => {
  const begins: readonly RunChange[] = [
    { type: 'sleep.started', op: 'sleep:nap#1', name: 'nap', until: 15 },
    { type: 'wait.started', op: 'wait:go#1', name: 'go', until: null },
  ];
  for (const begin of begins) {
    const op = 'op' in begin ? begin.op : null;
    const log = logOf(begin, begin, waited(op ?? ''), begin);
    const waiting = only(foldSteps(log.slice(0, 2), 'waiting'));
    assert.deepEqual([waiting.status, waiting.startedAt, waiting.finishedAt], ['waiting', 10, null]);
    const done = only(foldSteps(log, 'running'));
    assert.deepEqual([done.status, done.durationMs, done.resultSeq, done.attempts.length], ['completed', 20, 3, 0]);
  }
});

test('a review ends with its decision, and its result is what the workflow took from it', () => {
  const log = logOf(review, decided, waited('review:check#1'));
  assert.equal(only(foldSteps(log.slice(0, 1), 'waiting')).status, 'waiting');
  const step = only(foldSteps(log, 'running'));
  assert.deepEqual([step.kind, step.status, step.finishedAt, step.resultSeq], ['review', 'completed', 20, 3]);
});

test('a call ends as the run that it started', () => {
  for (const status of ['completed', 'failed', 'cancelled'] as const) {
    const finished: RunChange = { type: 'child.finished', runId: 'c1', status, error: null, creditsUsed: 0, payload: null };
    for (const log of [logOf(child, finished), logOf(child, finished, waited('call:sub#1'))]) {
      const step = only(foldSteps(log, 'running'));
      assert.deepEqual([step.status, step.resultSeq, step.finishedAt], [status === 'completed' ? 'completed' : 'failed', 2, 20]);
    }
  }
});

test('what a run leaves open when it ends was cancelled, and what had ended stays', () => {
  const steps = foldSteps(logOf(completed('step:a#1'), failed('step:b#1', 1, 90), started('step:b#1', 2), child, ended), 'failed');
  assert.deepEqual(
    steps.map((step) => [step.op, step.status, step.finishedAt]),
    [
      ['step:a#1', 'completed', 10],
      ['step:b#1', 'cancelled', 50],
      ['call:sub#1', 'cancelled', 50],
    ],
  );
  assert.deepEqual(
    steps[1]?.attempts.map((attempt) => [attempt.status, attempt.finishedAt]),
    [
      ['failed', 20],
      ['cancelled', 50],
    ],
  );
});

test('the first end of a step counts', () => {
  const log = logOf(review, waited('review:check#1'), decided);
  assert.equal(only(foldSteps(log, 'running')).finishedAt, 20);
});

test('a result without a payload has no event to read it from', () => {
  const log = logOf(completed('step:load#1')).map((event) => ({ ...event, hasPayload: false }));
  assert.equal(only(foldSteps(log, 'running')).resultSeq, null);
});

test('an end without a beginning takes no time', () => {
  assert.deepEqual(only(foldSteps(logOf(waited('wait:go#1')), 'running')).durationMs, 0);
});
