import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChange, foldChange } from './apply-change.ts';
import { AT_ONCE } from './at-once.ts';
import type { RunChange } from './change.ts';
import type { Run } from './run.ts';
import { after, as, finish, OWNER, pausedRun, queuedRun, refusal, runningRun, waitForGo, waitingRun } from './testing/sample-run.ts';

const QUEUED: RunChange = {
  type: 'run.queued',
  run: queuedRun(),
  stages: [],
  idempotency: null,
  payload: null,
};

const step = { op: 'step:a#1', name: 'a', attempt: 1, stage: null, startedAt: 0 } as const;
const error = { code: 'e', message: 'e', step: 'a', attempt: 1, stack: null };

test('a run is queued once', () => {
  assert.equal(refusal(queuedRun(), QUEUED), 'duplicate_id');
  assert.deepEqual(foldChange(queuedRun(), QUEUED, 5), queuedRun());
});

test('folding what the journal took gives what the journal had', () => {
  const story: readonly (readonly [RunChange, number | null])[] = [
    [{ type: 'run.started' }, 1],
    [{ type: 'step.completed', ...step, copiedFrom: null, payload: null }, 1],
    [waitForGo(0), 1],
    [{ type: 'signal.received', name: 'go', actor: null, payload: null }, null],
    [{ type: 'run.started' }, 2],
    [finish('completed'), 2],
  ];
  let taken: Run = queuedRun();
  let folded: Run = queuedRun();
  for (const [change, epoch] of story) {
    taken = after(taken, change, epoch);
    folded = foldChange(folded, change, taken.updatedAt);
  }
  assert.deepEqual(folded, taken);
  assert.equal(taken.seq, story.length + 1);
});

test('steps count by how they ended, and a step that ended shows that the run does not crash', () => {
  const crashed = { ...runningRun(), crashes: 2 };
  const done = after(crashed, { type: 'step.completed', ...step, copiedFrom: null, payload: null }, OWNER);
  assert.deepEqual([done.crashes, done.steps], [0, { completed: 1, failed: 0, attempts: 1 }]);
  const tried = after(crashed, { type: 'step.attempt-failed', ...step, error, retryAt: 5 }, OWNER);
  assert.deepEqual([tried.crashes, tried.steps], [0, { completed: 0, failed: 0, attempts: 1 }]);
  assert.deepEqual(after(tried, { type: 'step.attempt-failed', ...step, error, retryAt: null }, OWNER).steps, {
    completed: 0,
    failed: 1,
    attempts: 2,
  });
});

test('items count for the run only when they are to be reported', () => {
  const outcomes = { delivered: 2, dropped: 1, failed: 0, reasons: { odd: 1 } };
  const chunk = { type: 'items.recorded', op: 'map:a#1', name: 'a', stage: null, startedAt: 0, total: 5, outcomes, payload: null } as const;
  assert.equal(after(runningRun(), { ...chunk, first: true, report: false }, OWNER).items, null);
  const first = after(runningRun(), { ...chunk, first: true, report: true }, OWNER);
  assert.deepEqual(first.items, { input: 5, delivered: 2, dropped: 1, failed: 0, pending: 2, reasons: { odd: 1 } });
  const second = after(
    first,
    { ...chunk, first: false, report: true, outcomes: { delivered: 2, dropped: 0, failed: 0, reasons: {} } },
    OWNER,
  );
  assert.deepEqual(second.items, { input: 5, delivered: 4, dropped: 1, failed: 0, pending: 0, reasons: { odd: 1 } });
});

test('what is noted is counted, and changes nothing else', () => {
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
  const entry = { provider: 'p', meter: 'm', quantity: 1, costMicros: 7, currency: 'USD', credits: 0, step: null, attempt: null };
  let run: Run = { ...runningRun(), crashes: 1 };
  const notes: readonly RunChange[] = [
    { type: 'artifact.recorded', op: null, artifact },
    { type: 'child.started', op: 'call:a#1', name: 'a', runId: 'x' },
    { type: 'review.requested', op: 'review:a#1', reviewId: 'r', name: 'a', title: 'A', until: null, form: null, payload: null },
    { type: 'usage.recorded', op: null, entry },
    { type: 'progress.reported', op: null, percent: 40, message: 'half', unitsDone: null, unitsTotal: null },
    { type: 'log.written', op: null, level: 'info', message: 'hi', step: null, fields: {} },
  ];
  for (const note of notes) run = after(run, note, OWNER);
  assert.deepEqual([run.artifacts, run.children, run.reviews, run.costs, run.progress.percent], [1, 1, 1, { USD: { p: 7 } }, 40]);
  assert.equal(run.status, 'running');
  const waited = { type: 'wait.completed', op: 'sleep:a#1', name: 'a', timedOut: false, signalSeq: null, payload: null } as const;
  assert.equal(after(run, waited, OWNER).crashes, 0);
});

test('an input wakes the run that waits for it, and no other', () => {
  const go: RunChange = { type: 'signal.received', name: 'go', actor: null, payload: null };
  const woken = as(after(waitingRun(), go), 'waiting');
  assert.deepEqual([woken.runnableAt, woken.inputSeq], [AT_ONCE, woken.seq]);
  assert.equal(as(after(waitingRun(), { ...go, name: 'other' }), 'waiting').runnableAt, null);
  const decided: RunChange = {
    type: 'review.decided',
    reviewId: 'go',
    name: 'a',
    decision: 'approved',
    actor: null,
    note: null,
    payload: null,
  };
  assert.equal(as(after(waitingRun(), decided), 'waiting').runnableAt, null);
  assert.equal(after(runningRun(), go).inputSeq, 3);
});

test('a paused run that waits keeps in mind that its input has come', () => {
  const paused = after(waitingRun(), { type: 'run.paused', actor: null });
  const heard = as(after(paused, { type: 'signal.received', name: 'go', actor: null, payload: null }), 'paused');
  assert.equal(heard.resumesTo.runnableAt, AT_ONCE);
  const other = as(
    after(paused, { type: 'child.finished', runId: 'x', status: 'completed', error: null, creditsUsed: 0, payload: null }),
    'paused',
  );
  assert.equal(other.resumesTo.runnableAt, null);
  const decided: RunChange = {
    type: 'review.decided',
    reviewId: 'r',
    name: 'a',
    decision: 'approved',
    actor: null,
    note: null,
    payload: null,
  };
  assert.equal(as(after(pausedRun(), decided), 'paused').resumesTo.status, 'queued');
});

test('a refusal is a value and not an exception', () => {
  assert.deepEqual(applyChange(queuedRun(), finish('completed'), 1, null), {
    ok: false,
    refusal: { kind: 'wrong_status', status: 'queued' },
  });
});

test('units that are counted inside a stage are a share of that stage', () => {
  const stages = [
    { name: 'a', title: 'A', weight: 3 },
    { name: 'b', title: 'B', weight: 1 },
  ];
  const inStage = after(runningRun({}, stages), { type: 'stage.changed', op: 'stage:a#1:running', name: 'a', status: 'running' }, OWNER);
  const report = { type: 'progress.reported', op: null, percent: null, message: null, unitsDone: 5, unitsTotal: 10 } as const;
  assert.equal(after(inStage, report, OWNER).progress.percent, 37);
  assert.equal(after(runningRun({}, stages), report, OWNER).progress.percent, 50);
  assert.equal(after(inStage, { ...report, unitsDone: null, unitsTotal: null, message: 'on the way' }, OWNER).progress.percent, 0);
  assert.equal(after(inStage, { ...report, percent: 20 }, OWNER).progress.percent, 20);
});
