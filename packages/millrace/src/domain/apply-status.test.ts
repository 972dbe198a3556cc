import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AT_ONCE } from './at-once.ts';
import { LIMITS } from './limits.ts';
import { after, as, finish, OWNER, pausedRun, QUEUED_AT, queuedRun, runningRun, waitForGo, waitingRun } from './testing/sample-run.ts';

const PAUSE_REQUESTED = { type: 'run.pause-requested', actor: null } as const;
const PAUSED = { type: 'run.paused', actor: null } as const;
const RESUMED = { type: 'run.resumed', actor: null } as const;
const CANCEL_REQUESTED = { type: 'run.cancel-requested', actor: null, reason: 'cancelled_by_parent' } as const;
const CRASHED = { type: 'run.recovered', crashed: true } as const;

test('each change adds one to seq and moves the time of the run on, never back', () => {
  const run = queuedRun();
  const started = after(run, { type: 'run.started' }, OWNER, QUEUED_AT - 500);
  assert.equal(started.seq, run.seq + 1);
  assert.equal(started.updatedAt, QUEUED_AT);
});

test('a start takes the claim and keeps the time of the first start', () => {
  const run = runningRun();
  assert.deepEqual(
    [run.status, run.reason, run.claimEpoch, run.startedAt, run.queuedMs],
    ['running', 'executing', 1, QUEUED_AT + 100, 100],
  );
  const again = after(after(run, CRASHED, OWNER), { type: 'run.started' }, OWNER + 1, QUEUED_AT + 900);
  assert.deepEqual([again.claimEpoch, again.startedAt], [2, QUEUED_AT + 100]);
});

test('a run leaves nothing of an old status behind', () => {
  const ended = after(waitingRun(), finish('cancelled'));
  assert.equal('waitingFor' in ended, false);
  assert.equal('runnableAt' in ended, false);
});

test('time in waits and pauses is counted apart from time in the queue', () => {
  const woken = after(waitingRun(), { type: 'run.started' }, OWNER + 1, QUEUED_AT + 1_200);
  assert.deepEqual([woken.queuedMs, woken.waitingMs], [100, 1_000]);
  const resumed = after(pausedRun(), RESUMED, null, QUEUED_AT + 600);
  assert.deepEqual([resumed.queuedMs, resumed.waitingMs], [100, 500]);
});

test('a run that missed an input while it decided to wait is woken at once', () => {
  const heard = after(runningRun(), { type: 'signal.received', name: 'go', actor: null, payload: null });
  assert.equal(as(after(heard, waitForGo(0), OWNER, QUEUED_AT + 500), 'waiting').runnableAt, AT_ONCE);
  assert.equal(as(after(heard, waitForGo(heard.inputSeq), OWNER), 'waiting').runnableAt, null);
});

test('a run that is to be paused is paused when it begins to wait, and keeps its wait', () => {
  const paused = as(after(after(runningRun(), PAUSE_REQUESTED), waitForGo(0), OWNER), 'paused');
  assert.deepEqual([paused.resumesTo.status, paused.pauseRequestedAt], ['waiting', null]);
  assert.equal(as(after(paused, RESUMED), 'waiting').waitingFor.kind, 'signal');
});

test('a queued run is paused and resumed to its place in the queue', () => {
  const run = as(queuedRun({ startAt: QUEUED_AT + 5_000 }), 'queued');
  assert.deepEqual([run.reason, run.runnableAt], ['delayed', QUEUED_AT + 5_000]);
  const resumed = as(after(after(run, PAUSED), RESUMED), 'queued');
  assert.deepEqual([resumed.reason, resumed.runnableAt], ['ready', QUEUED_AT + 5_000]);
});

test('a resume takes back a pause that was not reached', () => {
  const run = after(after(runningRun(), PAUSE_REQUESTED), RESUMED);
  assert.deepEqual([run.status, run.pauseRequestedAt], ['running', null]);
});

test('a recovered run goes back to the queue, or is paused when that was asked for', () => {
  const recovered = after(runningRun(), CRASHED, OWNER);
  assert.deepEqual([recovered.status, recovered.crashes], ['queued', 1]);
  assert.equal(after(runningRun(), { type: 'run.recovered', crashed: false }, OWNER).crashes, 0);
  assert.equal(after(after(runningRun(), PAUSE_REQUESTED), CRASHED, OWNER).status, 'paused');
});

test('what may go on goes on at once, although the clock was set back by an hour since the run last changed', () => {
  const hourAgo = QUEUED_AT - 3_600_000;
  const go = { type: 'signal.received', name: 'go', actor: null, payload: null } as const;
  assert.equal(as(after(waitingRun(), go, null, hourAgo), 'waiting').runnableAt, AT_ONCE);
  assert.equal(as(after(runningRun(), CRASHED, OWNER, hourAgo), 'queued').runnableAt, AT_ONCE);
  const heard = after(runningRun(), go, null, hourAgo);
  assert.equal(as(after(heard, waitForGo(0), OWNER, hourAgo), 'waiting').runnableAt, AT_ONCE);
  const paused = as(after(after(waitingRun(), PAUSED, null, hourAgo), go, null, hourAgo), 'paused');
  assert.equal(as(after(paused, RESUMED, null, hourAgo), 'waiting').runnableAt, AT_ONCE);
});

test('a run that crashed its process so many times in a row is put aside, and resumed with a clean slate', () => {
  let run = runningRun();
  for (let crash = 1; crash < LIMITS.crashesBeforeQuarantine; crash++) {
    run = after(after(run, CRASHED, crash), { type: 'run.started' }, crash + 1);
  }
  const aside = as(after(run, CRASHED, run.claimEpoch), 'waiting');
  assert.deepEqual([aside.reason, aside.waitingFor.kind, aside.runnableAt], ['quarantined', 'attention', null]);
  const resumed = after(aside, RESUMED);
  assert.deepEqual([resumed.status, resumed.crashes], ['queued', 0]);
});

test('the end closes the stages and completes the progress only of a run that completed', () => {
  const stages = [{ name: 'a', title: 'A', weight: 1 }];
  const run = after(runningRun({}, stages), { type: 'stage.changed', op: 'stage:a#1:running', name: 'a', status: 'running' }, OWNER);
  const completed = after(run, finish('completed'), OWNER);
  assert.deepEqual([completed.progress.percent, completed.stages[0]?.status], [100, 'completed']);
  const cancelled = after(after(run, CANCEL_REQUESTED), finish('cancelled'));
  assert.deepEqual([cancelled.progress.percent, cancelled.stages[0]?.status], [0, 'cancelled']);
});

test('a run that fails without an error is given one', () => {
  assert.equal(as(after(runningRun(), finish('failed'), OWNER), 'failed').error.code, 'workflow_error');
  const error = { code: 'mine', message: 'mine', step: 's', attempt: 2, stack: null };
  const failed = after(runningRun(), { type: 'run.finished', status: 'failed', reason: 'step_failed', error, payload: null }, OWNER);
  assert.deepEqual(as(failed, 'failed').error, error);
});
