import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunChange } from '../domain/change.ts';
import { encodeJson } from '../domain/json-text.ts';
import { pastHistory } from './past-run.ts';
import { recordUpload } from './record-upload.ts';
import { rerunRun } from './rerun-run.ts';
import { retryRun } from './retry-run.ts';
import { startRun } from './start-run.ts';
import { CALLER, commandWorld, fails, STRANGER } from './testing/command-world.ts';
import type { CommandWorld } from './testing/command-world.ts';

const ERROR = { code: 'step_failed', message: 'no', step: 'second', attempt: 1, stack: null };
const FAILED: RunChange = { type: 'run.finished', status: 'failed', reason: 'step_failed', error: ERROR, payload: null };

function step(world: CommandWorld, name: string): RunChange {
  const startedAt = world.clock.now;
  return {
    type: 'step.completed',
    op: `step:${name}#1`,
    name,
    attempt: 1,
    stage: null,
    startedAt,
    copiedFrom: null,
    payload: encodeJson(name),
  };
}

async function failedRun(world: CommandWorld): Promise<string> {
  const { id } = await world.start();
  await world.begin(id);
  await world.own(id, step(world, 'first'));
  await world.own(
    id,
    {
      type: 'step.attempt-failed',
      op: 'step:second#1',
      name: 'second',
      attempt: 1,
      stage: null,
      startedAt: world.clock.now,
      error: ERROR,
      retryAt: null,
    },
    FAILED,
  );
  return id;
}

/** The log of a run as lines: type, call, the run it was copied from, payload. */
function shape(world: CommandWorld, runId: string): readonly string[] {
  return pastHistory(world.context, world.run(runId)).map(({ change }) => {
    const op = 'op' in change ? change.op : '';
    const copiedFrom = 'copiedFrom' in change ? (change.copiedFrom ?? '') : '';
    return `${change.type} ${op} ${copiedFrom} ${'payload' in change ? change.payload : ''}`;
  });
}

test('a retry is the next attempt of the line, with the same input and what was completed', async (t) => {
  const world = commandWorld(t);
  const id = await failedRun(world);
  const { run } = await retryRun(world.context, CALLER, { runId: id });
  assert.deepEqual([run.status, run.lineage.attempt, run.lineage.previousRunId, run.trigger.type], ['queued', 2, id, 'retry']);
  assert.equal(run.lineage.rootRunId, run.id);
  assert.deepEqual(shape(world, run.id), [`run.queued   {"n":1}`, `step.completed step:first#1 ${id} "first"`]);
  assert.equal(world.context.store.runs.next(CALLER.workspaceId, id)?.id, run.id);
});

test('a retry from the start takes over nothing but the input', async (t) => {
  const world = commandWorld(t);
  const { run } = await retryRun(world.context, CALLER, { runId: await failedRun(world), from: 'start' });
  assert.deepEqual(shape(world, run.id), [`run.queued   {"n":1}`]);
});

test('a retry runs the newest version when its own is no longer loaded, and asks its schema again', async (t) => {
  const world = commandWorld(t);
  const id = await failedRun(world);
  await world.load('hello', { version: '2' });
  assert.equal((await retryRun(world.context, CALLER, { runId: id })).run.version, '2');
  await world.load('hello', { version: '3', check: () => [{ pointer: '/n', message: 'must be a text' }] });
  await fails(retryRun(world.context, CALLER, { runId: id }), 'invalid_input', '/input/n');
  await fails(retryRun(world.context, CALLER, { runId: id, version: '9' }), 'invalid_request', '/version');
});

test('only a run that failed or was cancelled is retried', async (t) => {
  const world = commandWorld(t);
  const { id } = await world.start();
  await fails(retryRun(world.context, CALLER, { runId: id }), 'run_not_finished');
  await world.begin(id);
  await world.own(id, { type: 'run.finished', status: 'completed', reason: 'finished', error: null, payload: null });
  await fails(retryRun(world.context, CALLER, { runId: id }), 'conflict');
  await fails(retryRun(world.context, STRANGER, { runId: id }), 'not_found');
});

test('a retry with a key happens once', async (t) => {
  const world = commandWorld(t);
  const id = await failedRun(world);
  const first = await retryRun(world.context, CALLER, { runId: id, idempotencyKey: 'k' });
  const second = await retryRun(world.context, CALLER, { runId: id, idempotencyKey: 'k' });
  assert.deepEqual([second.replayed, second.run.id], [true, first.run.id]);
  await fails(retryRun(world.context, CALLER, { runId: id, from: 'start', idempotencyKey: 'k' }), 'idempotency_mismatch');
});

test('the files of the input go along to the next attempt', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1' });
  const file = await recordUpload(world.context, CALLER, {
    path: 'a.csv',
    mediaType: 'text/csv',
    sizeBytes: 1,
    sha256: 'ab'.repeat(32),
    storageKey: 'k',
  });
  const { run } = await startRun(world.context, CALLER, { workflow: 'hello', input: { $file: file.id } });
  await world.begin(run.id);
  await world.own(run.id, FAILED);
  const retried = await retryRun(world.context, CALLER, { runId: run.id });
  assert.deepEqual(
    world.context.store.artifacts.list(CALLER.workspaceId, retried.run.id).map(({ id, role }) => [id, role]),
    [[file.id, 'input']],
  );
});

test('a wait of the next attempt names its signal by the place in the new log', async (t) => {
  const world = commandWorld(t);
  const { id } = await world.start();
  await world.begin(id);
  await world.context.journal.commit([
    {
      kind: 'run',
      workspaceId: CALLER.workspaceId,
      runId: id,
      at: world.clock.now,
      epoch: null,
      change: { type: 'signal.received', name: 'go', actor: null, payload: encodeJson(1) },
    },
  ]);
  await world.own(
    id,
    { type: 'wait.completed', op: 'wait:go#1', name: 'go', timedOut: false, signalSeq: 3, payload: encodeJson(1) },
    FAILED,
  );
  const { run } = await retryRun(world.context, CALLER, { runId: id });
  const history = pastHistory(world.context, run);
  assert.deepEqual(
    history.map(({ seq, change }) => [seq, change.type, 'signalSeq' in change ? change.signalSeq : null]),
    [
      [1, 'run.queued', null],
      [2, 'signal.received', null],
      [3, 'wait.completed', 2],
    ],
  );
});

test('a rerun from a step is a line of its own and takes over what came before the step', async (t) => {
  const world = commandWorld(t);
  const id = await failedRun(world);
  const { run } = await rerunRun(world.context, CALLER, { runId: id, fromStep: 'second' });
  assert.deepEqual([run.lineage.attempt, run.lineage.previousRunId, run.lineage.forkedFrom], [1, null, { runId: id, step: 'second' }]);
  assert.deepEqual(shape(world, run.id), [`run.queued   {"n":1}`, `step.completed step:first#1 ${id} "first"`]);
  assert.equal(world.context.store.runs.next(CALLER.workspaceId, id)?.id, run.id);
});

test('a rerun without a step does everything again, with another input if one is given', async (t) => {
  const world = commandWorld(t);
  const id = await failedRun(world);
  const { run } = await rerunRun(world.context, CALLER, { runId: id, input: { n: 2 } });
  assert.deepEqual(shape(world, run.id), [`run.queued   {"n":2}`]);
});

test('a given result stands in the place of the one that was copied, and others are added', async (t) => {
  const world = commandWorld(t);
  const id = await failedRun(world);
  const outputs = { first: 'other', 'step:second#1': [1] };
  const { run } = await rerunRun(world.context, CALLER, { runId: id, fromStep: 'second', outputs });
  assert.deepEqual(shape(world, run.id), [
    'run.queued   {"n":1}',
    'step.completed step:first#1  "other"',
    'step.completed step:second#1  [1]',
  ]);
});

test('what cannot be rerun is told with pointers', async (t) => {
  const world = commandWorld(t);
  const id = await failedRun(world);
  const asked = { runId: id, fromStep: 'nowhere', outputs: { 'map:a/b#1': 1 } };
  await fails(rerunRun(world.context, CALLER, asked), 'invalid_request', '/outputs/map:a~1b#1', '/from_step');
});

test('a run is rerun when it has ended or waits for a person, and not while it goes on', async (t) => {
  const world = commandWorld(t);
  const { id } = await world.start();
  await fails(rerunRun(world.context, CALLER, { runId: id }), 'run_not_finished');
  await world.begin(id);
  const reason = 'effect_unknown';
  await world.own(id, { type: 'step.started', op: 'step:pay#1', name: 'pay', attempt: 1, stage: null, effect: 'at_most_once' });
  await world.own(id, {
    type: 'run.waiting',
    reason,
    waitingFor: { kind: 'attention', name: reason },
    wakeOn: [],
    runnableAt: null,
    seenInputSeq: 0,
  });
  const { run } = await rerunRun(world.context, CALLER, { runId: id, fromStep: 'pay', outputs: { pay: 'done' } });
  assert.deepEqual(shape(world, run.id), ['run.queued   {"n":1}', 'step.completed step:pay#1  "done"']);
});

test('options of the old run hold for the new one, but not its start time', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1', manifest: { ttlMs: 5, timeoutMs: 6 } });
  const asked = {
    workflow: 'hello',
    tags: ['x'],
    metadata: { a: 1 },
    priority: 3,
    concurrencyKey: 'k',
    delayMs: 50,
    ttlMs: 70,
    timeoutMs: 80,
  };
  const { run: old } = await startRun(world.context, CALLER, asked);
  world.clock.now += 60;
  await world.begin(old.id);
  await world.own(old.id, FAILED);
  const { run } = await retryRun(world.context, CALLER, { runId: old.id });
  assert.deepEqual([run.tags, run.metadata, run.priority, run.concurrencyKey, run.timeoutMs], [['x'], { a: 1 }, 3, 'k', 80]);
  assert.deepEqual([run.startAt, run.expiresAt], [null, run.createdAt + 70]);
});
