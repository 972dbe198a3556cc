import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChange } from './apply-change.ts';
import type { RunChange } from './change.ts';
import { LIMITS } from './limits.ts';
import { after, finish, OWNER, pausedRun, QUEUED_AT, queuedRun, refusal, runningRun, waitForGo, waitingRun } from './testing/sample-run.ts';

const ended = after(runningRun(), finish('completed'), OWNER);
const STEP: RunChange = {
  type: 'step.completed',
  op: 'step:a#1',
  name: 'a',
  attempt: 1,
  stage: null,
  startedAt: 0,
  copiedFrom: null,
  payload: null,
};
const SIGNAL: RunChange = { type: 'signal.received', name: 'go', actor: null, payload: null };
const CANCEL = { type: 'run.cancel-requested', actor: null, reason: 'cancelled_by_user' } as const satisfies RunChange;
const PAUSE: RunChange = { type: 'run.pause-requested', actor: null };
const PAUSED: RunChange = { type: 'run.paused', actor: null };
const RESUME: RunChange = { type: 'run.resumed', actor: null };
const RECOVER: RunChange = { type: 'run.recovered', crashed: true };

test('a run that ended takes no change at all', () => {
  for (const change of [STEP, SIGNAL, CANCEL, PAUSE, PAUSED, RESUME, RECOVER, finish('failed'), { type: 'run.started' } as const]) {
    for (const epoch of [null, OWNER, OWNER + 1]) assert.equal(refusal(ended, change, epoch), 'wrong_status', change.type);
  }
});

test('a run is started by the next claim only, and only when it does not run', () => {
  assert.equal(refusal(queuedRun(), { type: 'run.started' }, OWNER), null);
  assert.equal(refusal(queuedRun(), { type: 'run.started' }, OWNER + 1), 'stale_owner');
  assert.equal(refusal(queuedRun(), { type: 'run.started' }, null), 'stale_owner');
  assert.equal(refusal(runningRun(), { type: 'run.started' }, OWNER + 1), 'wrong_status');
  assert.equal(refusal(pausedRun(), { type: 'run.started' }, OWNER), 'wrong_status');
});

test('a late owner is refused, and so is anybody who never was one', () => {
  const moved = after(after(runningRun(), RECOVER, OWNER), { type: 'run.started' }, OWNER + 1);
  assert.equal(refusal(moved, STEP, OWNER), 'stale_owner');
  assert.equal(refusal(moved, STEP, OWNER + 1), null);
  assert.equal(refusal(moved, STEP, null), 'stale_owner');
  assert.equal(refusal(waitingRun(), STEP, OWNER), 'stale_owner');
});

test('a wait does not time out over an input that its owner has not seen', () => {
  const timedOut = { type: 'wait.completed', op: 'review:a#1', name: 'a', timedOut: true, signalSeq: null, payload: null } as const;
  const run = after(runningRun(), SIGNAL);
  assert.equal(refusal(run, { ...timedOut, seenInputSeq: run.inputSeq - 1 }, OWNER), 'stale_owner');
  assert.equal(refusal(run, { ...timedOut, seenInputSeq: run.inputSeq }, OWNER), null);
  assert.equal(refusal(run, timedOut, OWNER), null);
});

test('history is copied into a run only until it first starts', () => {
  assert.equal(refusal(queuedRun(), STEP, null), null);
  const requeued = after(runningRun(), RECOVER, OWNER);
  assert.equal(refusal(requeued, STEP, null), 'stale_owner');
});

test('a run that is to be cancelled ends, and is not given back in any other way', () => {
  for (const change of [waitForGo(0), PAUSED, RECOVER]) {
    assert.equal(refusal(after(runningRun(), CANCEL), change, OWNER), 'cancel_requested', change.type);
    assert.equal(refusal(after(after(runningRun(), PAUSE), CANCEL), change, OWNER), 'cancel_requested', change.type);
  }
  assert.equal(refusal(after(runningRun(), CANCEL), finish('cancelled'), OWNER), null);
});

test('a run that is to be cancelled calls no other run any more, and what it does beside that still counts', () => {
  const call: RunChange = { type: 'child.started', op: 'call:a#1', name: 'a', runId: 'x' };
  for (const reason of ['cancelled_by_user', 'cancelled_by_parent'] as const) {
    const run = after(runningRun(), { ...CANCEL, reason });
    const applied = applyChange(run, call, run.updatedAt, OWNER);
    assert.deepEqual(applied, { ok: false, refusal: { kind: 'cancel_requested', reason } });
    assert.equal(refusal(run, STEP, OWNER), null);
  }
  assert.equal(refusal(runningRun(), call, OWNER), null);
  assert.equal(refusal(after(runningRun(), PAUSE), call, OWNER), null);
});

test('a wish is taken once, and only by a running run', () => {
  for (const wish of [CANCEL, PAUSE]) {
    assert.equal(refusal(runningRun(), wish), null);
    assert.equal(refusal(after(runningRun(), wish), wish), 'already_requested');
    assert.equal(refusal(queuedRun(), wish), 'wrong_status');
  }
});

test('what runs is paused by its owner, what does not by anybody', () => {
  assert.equal(refusal(runningRun(), PAUSED, null), 'wrong_status');
  assert.equal(refusal(runningRun(), PAUSED, OWNER), null);
  assert.equal(refusal(queuedRun(), PAUSED), null);
  assert.equal(refusal(waitingRun(), PAUSED), null);
  assert.equal(refusal(pausedRun(), PAUSED), 'wrong_status');
});

test('only what is paused, is to be paused or waits for a person can be resumed', () => {
  assert.equal(refusal(pausedRun(), RESUME), null);
  assert.equal(refusal(after(runningRun(), PAUSE), RESUME), null);
  assert.equal(refusal(runningRun(), RESUME), 'wrong_status');
  assert.equal(refusal(queuedRun(), RESUME), 'wrong_status');
  assert.equal(refusal(waitingRun(), RESUME), 'wrong_status');
});

test('a run is recovered in the name of the owner that it lost, so that a late recovery cannot take it from the next one', () => {
  assert.equal(refusal(runningRun(), RECOVER, OWNER), null);
  assert.equal(refusal(runningRun(), RECOVER, null), 'stale_owner');
  assert.equal(refusal(queuedRun(), RECOVER, OWNER), 'stale_owner');
  const next = after(after(runningRun(), RECOVER, OWNER), { type: 'run.started' }, OWNER + 1);
  assert.equal(refusal(next, RECOVER, OWNER), 'stale_owner');
});

test('inputs reach every run that lives', () => {
  for (const run of [queuedRun(), runningRun(), waitingRun(), pausedRun()]) assert.equal(refusal(run, SIGNAL), null);
});

test('a running run is ended from outside only when it was asked to stop', () => {
  assert.equal(refusal(runningRun(), finish('cancelled')), 'wrong_status');
  assert.equal(refusal(after(runningRun(), CANCEL), finish('cancelled')), null);
  assert.equal(refusal(after(runningRun(), CANCEL), finish('failed')), 'wrong_status');
  assert.equal(refusal(queuedRun(), finish('cancelled')), null);
  assert.equal(refusal(queuedRun(), finish('completed')), 'wrong_status');
});

test('a time-out ends a run only when its time is really over', () => {
  const timeout: RunChange = { type: 'run.finished', status: 'failed', reason: 'run_timeout', error: null, payload: null };
  const run = runningRun({ timeoutMs: 50 });
  assert.equal(refusal(run, timeout, null, QUEUED_AT + 149), 'wrong_status');
  assert.equal(refusal(run, timeout, null, QUEUED_AT + 150), null);
  assert.equal(refusal(runningRun(), timeout, null, QUEUED_AT + 9_999), 'wrong_status');
  assert.equal(refusal(queuedRun({ timeoutMs: 1 }), timeout), 'wrong_status');
});

test('a run expires only when it never started and its time to live is over', () => {
  const expiry: RunChange = { type: 'run.finished', status: 'failed', reason: 'queue_expired', error: null, payload: null };
  const expiresAt = QUEUED_AT + 200;
  assert.equal(refusal(queuedRun({ expiresAt }), expiry, null, expiresAt - 1), 'wrong_status');
  assert.equal(refusal(queuedRun({ expiresAt }), expiry, null, expiresAt), null);
  assert.equal(refusal(runningRun({ expiresAt }), expiry, null, expiresAt), 'wrong_status');
  assert.equal(refusal(queuedRun(), expiry, null, expiresAt), 'wrong_status');
});

test('a run takes as many steps, children and files as the limits say, and not one more', () => {
  const run = runningRun();
  const child: RunChange = { type: 'child.started', op: 'call:a#1', name: 'a', runId: 'x' };
  const artifact = {
    id: 'a',
    path: 'a',
    role: 'output',
    step: null,
    mediaType: 'text/plain',
    sizeBytes: 1,
    sha256: '',
    storageKey: 'k',
  } as const;
  const file: RunChange = { type: 'artifact.recorded', op: null, artifact };
  const steps = (completed: number) => ({ ...run, steps: { ...run.steps, completed } });
  assert.equal(refusal(steps(LIMITS.stepsPerRun - 1), STEP, OWNER), null);
  assert.equal(refusal(steps(LIMITS.stepsPerRun), STEP, OWNER), 'limit_exceeded');
  assert.equal(refusal({ ...run, children: LIMITS.childrenPerRun - 1 }, child, OWNER), null);
  assert.equal(refusal({ ...run, children: LIMITS.childrenPerRun }, child, OWNER), 'limit_exceeded');
  assert.equal(refusal({ ...run, artifacts: LIMITS.artifactsPerRun - 1 }, file, OWNER), null);
  assert.equal(refusal({ ...run, artifacts: LIMITS.artifactsPerRun }, file, OWNER), 'limit_exceeded');
});

test('a run whose log is full takes nothing more to note, and can still be started, recovered, answered and ended', () => {
  const full = { ...runningRun(), seq: LIMITS.changesPerRun };
  assert.equal(refusal({ ...full, seq: LIMITS.changesPerRun - 1 }, STEP, OWNER), null);
  assert.equal(refusal(full, STEP, OWNER), 'limit_exceeded');
  assert.equal(refusal(full, SIGNAL), 'limit_exceeded');
  const child: RunChange = { type: 'child.finished', runId: 'x', status: 'completed', error: null, creditsUsed: 0, payload: null };
  for (const change of [child, CANCEL, PAUSE]) assert.equal(refusal(full, change), null, change.type);
  for (const change of [RECOVER, waitForGo(0), finish('failed')]) assert.equal(refusal(full, change, OWNER), null, change.type);
  assert.equal(refusal({ ...waitingRun(), seq: LIMITS.changesPerRun }, { type: 'run.started' }, OWNER + 1), null);
});

test('costs that cannot be added up are refused', () => {
  const entry = {
    provider: 'p',
    meter: 'm',
    quantity: 1,
    costMicros: Number.MAX_SAFE_INTEGER,
    currency: 'USD',
    credits: 0,
    step: null,
    attempt: null,
  };
  const usage: RunChange = { type: 'usage.recorded', op: null, entry };
  const once = after(runningRun(), usage, OWNER);
  assert.equal(refusal(once, usage, OWNER), 'limit_exceeded');
});
