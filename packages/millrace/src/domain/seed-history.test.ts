import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunChange, RunChangeOf } from './change.ts';
import { encodeJson } from './json-text.ts';
import { findPastOp, pastOps } from './past-ops.ts';
import type { PastChange } from './past-ops.ts';
import { seedsOfRerun, seedsOfRetry } from './seed-history.ts';

const SEEDING = { sourceRunId: 'old', firstSeq: 10 };
const FAILURE = { code: 'step_failed', message: 'no', step: 'c', attempt: 1, stack: null };
const NO_OUTCOMES = { delivered: 0, dropped: 0, failed: 0, reasons: {} };

/** A log in which every change is a millisecond after the one before it, unless a time is given. */
function log(...changes: readonly (RunChange | readonly [number, RunChange])[]): readonly PastChange[] {
  return changes.map((entry, index) => {
    const [at, change] = 'type' in entry ? [index + 1, entry] : entry;
    return { seq: index + 1, at, change };
  });
}

function completed(name: string, startedAt: number, copiedFrom: string | null = null): RunChangeOf<'step.completed'> {
  return { type: 'step.completed', op: `step:${name}#1`, name, attempt: 1, stage: null, startedAt, copiedFrom, payload: encodeJson(name) };
}

function failed(name: string, startedAt: number, retryAt: number | null = null): RunChange {
  return { type: 'step.attempt-failed', op: `step:${name}#1`, name, attempt: 1, stage: null, startedAt, error: FAILURE, retryAt };
}

function signal(name: string): RunChange {
  return { type: 'signal.received', name, actor: null, payload: encodeJson(1) };
}

function waited(name: string, signalSeq: number | null): RunChange {
  return { type: 'wait.completed', op: `wait:${name}#1`, name, timedOut: signalSeq === null, signalSeq, payload: null };
}

function chunk(items: readonly (readonly [number, string, string])[], first: boolean): RunChange {
  const outcomes = { ...NO_OUTCOMES, delivered: items.length };
  const payload = encodeJson(items);
  return { type: 'items.recorded', op: 'map:m#1', name: 'm', stage: null, startedAt: 1, total: 4, first, outcomes, report: true, payload };
}

const child = (id: string): RunChange => ({ type: 'child.started', op: `call:${id}#1`, name: id, runId: id });

const childEnd = (id: string, status: 'completed' | 'failed'): RunChange => ({
  type: 'child.finished',
  runId: id,
  status,
  error: null,
  creditsUsed: 7,
  payload: null,
});

const request = (name: string): RunChange => ({
  type: 'review.requested',
  op: `review:${name}#1`,
  reviewId: name,
  name,
  title: name,
  until: null,
  form: null,
  payload: null,
});

const ops = (changes: readonly RunChange[]): readonly string[] =>
  changes.map((change) => ('op' in change ? String(change.op) : change.type));

const from = (history: readonly PastChange[], name: string) => {
  const found = findPastOp(pastOps(history), name);
  assert.ok(found);
  return found;
};

test('a retry takes over what was completed and not what failed', () => {
  const seeds = seedsOfRetry(log(completed('a', 1), completed('b', 2), failed('c', 3)), 'c', SEEDING);
  assert.deepEqual(ops(seeds), ['step:a#1', 'step:b#1']);
});

test('what is taken over names the run that did the work, however often it was taken over', () => {
  const seeds = seedsOfRetry(log(completed('a', 1, 'oldest'), completed('b', 2)), null, SEEDING);
  assert.deepEqual(
    seeds.map((seed) => 'copiedFrom' in seed && seed.copiedFrom),
    ['oldest', 'old'],
  );
});

test('a failed attempt that was followed by a good one does not keep the step out', () => {
  const seeds = seedsOfRetry(log(failed('a', 1, 2), completed('a', 2), failed('c', 3)), 'c', SEEDING);
  assert.deepEqual(ops(seeds), ['step:a#1']);
});

test('what began after a step had failed for good is done again, because it may have been done instead of it', () => {
  const history = log(completed('a', 1), failed('c', 2), completed('instead', 3), failed('d', 4));
  assert.deepEqual(ops(seedsOfRetry(history, 'd', SEEDING)), ['step:a#1']);
});

test('what ran beside a step that failed is taken over when it had begun before', () => {
  const history = log(completed('a', 1), failed('c', 1), [5, completed('beside', 1)]);
  assert.deepEqual(ops(seedsOfRetry(history, 'c', SEEDING)), ['step:a#1', 'step:beside#1']);
});

test('a called run that completed is taken over with its end; one that failed is called again', () => {
  const history = log(child('good'), childEnd('good', 'completed'), child('bad'), childEnd('bad', 'failed'));
  assert.deepEqual(ops(seedsOfRetry(history, null, SEEDING)), ['call:good#1', 'child.finished']);
  const end = { type: 'wait.completed', timedOut: false, signalSeq: null, payload: null } as const;
  const heard = (id: string): RunChange => ({ ...end, op: `call:${id}#1`, name: id });
  const answered = log(child('good'), childEnd('good', 'completed'), heard('good'), child('bad'), childEnd('bad', 'failed'), heard('bad'));
  assert.deepEqual(ops(seedsOfRetry(answered, null, SEEDING)), ['call:good#1', 'child.finished', 'call:good#1']);
});

test('signals are taken over, and a wait names the one it took by its place in the new log', () => {
  const seeds = seedsOfRetry(log(completed('a', 1), signal('go'), signal('later'), waited('go', 2), failed('c', 4)), 'c', SEEDING);
  assert.deepEqual(ops(seeds), ['step:a#1', 'signal.received', 'signal.received', 'wait:go#1']);
  const wait = seeds[3];
  assert.equal(wait?.type === 'wait.completed' && wait.signalSeq, 11);
});

test('a wait that timed out stays timed out', () => {
  const [wait] = seedsOfRetry(log(waited('go', null)), null, SEEDING);
  assert.equal(wait?.type === 'wait.completed' && wait.timedOut, true);
});

test('an open review is asked again, a decided one is not', () => {
  const decided: RunChange = {
    type: 'review.decided',
    reviewId: 'done',
    name: 'done',
    decision: 'approved',
    actor: null,
    note: null,
    payload: null,
  };
  const ended: RunChange = {
    type: 'wait.completed',
    op: 'review:done#1',
    name: 'done',
    timedOut: false,
    signalSeq: null,
    payload: encodeJson({}),
  };
  assert.deepEqual(ops(seedsOfRetry(log(request('done'), decided, ended, request('open')), null, SEEDING)), ['review:done#1']);
});

test('files and rows are taken over; logs, progress, usage and stages are made anew', () => {
  const artifact = {
    id: 'x',
    path: 'x',
    role: 'output',
    step: null,
    mediaType: 'text/plain',
    sizeBytes: 1,
    sha256: '',
    storageKey: 'k',
  } as const;
  const history = log(
    { type: 'artifact.recorded', op: null, artifact: { ...artifact, role: 'input' } },
    { type: 'artifact.recorded', op: 'artifact:x#1', artifact },
    { type: 'records.appended', op: 'records:r#1:1', name: 'r', count: 1, payload: encodeJson([1]) },
    { type: 'log.written', op: 'log:l#1', level: 'info', message: 'l', step: null, fields: null },
    { type: 'stage.changed', op: 'stage:s#1', name: 's', status: 'running' },
    { type: 'progress.reported', op: 'progress:p#1', percent: 1, message: null, unitsDone: null, unitsTotal: null },
  );
  assert.deepEqual(ops(seedsOfRetry(history, null, SEEDING)), ['artifact:x#1', 'records:r#1:1']);
});

test('of a map that failed its run only the failed items are left out, and the counts follow', () => {
  const history = log(
    chunk(
      [
        [0, 'f', 'no'],
        [1, 'f', 'no'],
      ],
      true,
    ),
    chunk(
      [
        [2, 'd', 'v'],
        [3, 'x', 'old'],
      ],
      false,
    ),
    chunk([[4, 'f', 'no']], false),
  );
  const seeds = seedsOfRetry(history, 'm', SEEDING);
  const chunks = seeds.flatMap((seed) => (seed.type === 'items.recorded' ? [seed] : []));
  assert.deepEqual(
    chunks.map(({ payload, first }) => [payload, first]),
    [
      ['[]', true],
      ['[[2,"d","v"],[3,"x","old"]]', false],
    ],
  );
  assert.deepEqual(chunks[1]?.outcomes, { delivered: 1, dropped: 1, failed: 0, reasons: { old: 1 } });
});

test('a map that did not fail its run is taken over as it is', () => {
  const history = log(chunk([[0, 'f', 'no']], true), failed('c', 2));
  assert.deepEqual(seedsOfRetry(history, 'c', SEEDING), [history[0]?.change]);
});

test('a rerun from a step takes over what was finished when it began, not what ran beside it', () => {
  const history = log(completed('a', 1), [9, completed('slow', 1)], [10, completed('b', 5)], [11, completed('c', 10)]);
  assert.deepEqual(ops(seedsOfRerun(history, from(history, 'b'), SEEDING)), ['step:a#1']);
  assert.deepEqual(ops(seedsOfRerun(history, from(history, 'c'), SEEDING)), ['step:a#1', 'step:slow#1', 'step:b#1']);
});

test('a rerun from a step that was itself taken over goes by its place in the log', () => {
  const history = log([100, completed('a', 1, 'older')], [100, completed('b', 2, 'older')], [101, completed('c', 100)]);
  assert.deepEqual(ops(seedsOfRerun(history, from(history, 'b'), SEEDING)), ['step:a#1']);
});

test('a rerun hears only the signals that had arrived', () => {
  const history = log(signal('early'), completed('a', 2), signal('late'));
  assert.deepEqual(ops(seedsOfRerun(history, from(history, 'a'), SEEDING)), ['signal.received']);
});

test('a rerun keeps the chunks of a map that were recorded by then', () => {
  const history = log(chunk([[0, 'd', 'v']], true), completed('b', 2), chunk([[1, 'd', 'v']], false));
  assert.deepEqual(seedsOfRerun(history, from(history, 'b'), SEEDING), [history[0]?.change]);
});

test('a step is found by its op, or the first one by its name; what is not a step is found by its op only', () => {
  const again = { ...completed('a', 2), op: 'step:a#2' };
  const history = log(completed('a', 1), again, { type: 'records.appended', op: 'records:r#1', name: 'r', count: 0, payload: null });
  const known = pastOps(history);
  assert.equal(findPastOp(known, 'a')?.op, 'step:a#1');
  assert.equal(findPastOp(known, 'step:a#2')?.op, 'step:a#2');
  assert.equal(findPastOp(known, 'r'), null);
  assert.equal(findPastOp(known, 'records:r#1')?.name, 'r');
});

test('a wait whose signal is not in the log has none in the new one either', () => {
  const [wait] = seedsOfRetry(log(waited('go', 99)), null, SEEDING);
  assert.equal(wait?.type === 'wait.completed' && wait.signalSeq, null);
});

test('nothing comes of an empty log', () => {
  assert.deepEqual(seedsOfRetry([], null, SEEDING), []);
});
