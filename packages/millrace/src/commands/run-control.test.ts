import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cancelRun } from './cancel-run.ts';
import { pauseRun } from './pause-run.ts';
import { resumeRun } from './resume-run.ts';
import { sendSignal } from './send-signal.ts';
import { CALLER, commandWorld, fails, STRANGER } from './testing/command-world.ts';
import type { CommandWorld } from './testing/command-world.ts';
import type { RunChange } from '../domain/change.ts';
import { firstOfItsLine } from '../domain/new-run.ts';
import type { Run } from '../domain/run.ts';
import { LIMITS } from '../domain/limits.ts';

const DONE: RunChange = { type: 'run.finished', status: 'completed', reason: 'finished', error: null, payload: null };
const WAIT_FOR_GO: RunChange = {
  type: 'run.waiting',
  reason: 'signal',
  waitingFor: { kind: 'signal', name: 'go', until: null },
  wakeOn: ['signal:go'],
  runnableAt: null,
  seenInputSeq: 0,
};

function attention(reason: 'quarantined' | 'effect_unknown'): RunChange {
  return { type: 'run.waiting', reason, waitingFor: { kind: 'attention', name: reason }, wakeOn: [], runnableAt: null, seenInputSeq: 0 };
}

async function childOf(world: CommandWorld, parent: Run): Promise<string> {
  const id = world.context.newId();
  const { runNumber: _number, ...identity } = parent;
  const run = { ...identity, id, lineage: { ...firstOfItsLine(parent.id), parentRunId: parent.id, depth: parent.lineage.depth + 1 } };
  const change: RunChange = { type: 'run.queued', run, stages: [], idempotency: null, payload: null };
  const result = await world.context.journal.commit([
    { kind: 'run', workspaceId: run.workspaceId, runId: id, at: world.clock.now, epoch: null, change },
  ]);
  assert.ok(result.ok);
  return id;
}

test('a queued run is cancelled at once', async (t) => {
  const world = commandWorld(t);
  const { id } = await world.start();
  const { outcome, run } = await cancelRun(world.context, CALLER, id);
  assert.deepEqual([outcome, run.status, run.reason], ['cancelled', 'cancelled', 'cancelled_by_user']);
});

test('a waiting and a paused run are cancelled at once', async (t) => {
  const world = commandWorld(t);
  const waiting = await world.start();
  await world.begin(waiting.id);
  await world.own(waiting.id, WAIT_FOR_GO);
  assert.equal((await cancelRun(world.context, CALLER, waiting.id)).outcome, 'cancelled');
  const paused = await world.start();
  await pauseRun(world.context, CALLER, paused.id);
  assert.equal((await cancelRun(world.context, CALLER, paused.id)).outcome, 'cancelled');
});

test('a running run is asked to stop, and asking again says the same', async (t) => {
  const world = commandWorld(t);
  const { id } = await world.start();
  await world.begin(id);
  for (let time = 0; time < 2; time += 1) {
    const { outcome, run } = await cancelRun(world.context, CALLER, id);
    assert.deepEqual([outcome, run.status], ['requested', 'running']);
    assert.notEqual(run.cancelRequestedAt, null);
  }
});

test('a run that has ended stays as it is', async (t) => {
  const world = commandWorld(t);
  const { id } = await world.start();
  await world.begin(id);
  await world.own(id, DONE);
  const { outcome, run } = await cancelRun(world.context, CALLER, id);
  assert.deepEqual([outcome, run.status], ['too_late', 'completed']);
});

test('cancelling a run cancels what it started, all the way down, and says by whom', async (t) => {
  const world = commandWorld(t);
  const parent = await world.start();
  const child = await childOf(world, parent);
  const grandchild = await childOf(world, world.run(child));
  await world.begin(grandchild);
  await cancelRun(world.context, CALLER, parent.id);
  assert.deepEqual([world.run(child).status, world.run(child).reason], ['cancelled', 'cancelled_by_parent']);
  assert.equal(world.run(grandchild).cancelReason, 'cancelled_by_parent');
});

test('a cancel goes on below a called run that has ended: what that one had called is cancelled too', async (t) => {
  const world = commandWorld(t);
  const parent = await world.start();
  const child = await childOf(world, parent);
  await world.begin(child);
  const grandchild = await childOf(world, world.run(child));
  await world.own(child, { type: 'child.started', op: 'call:work#1', name: 'work', runId: grandchild }, DONE);
  await cancelRun(world.context, CALLER, parent.id);
  assert.equal(world.run(child).status, 'completed');
  assert.deepEqual([world.run(grandchild).status, world.run(grandchild).reason], ['cancelled', 'cancelled_by_parent']);
});

test('cancelling while the run is being taken ends in one honest answer, never in an error', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1' });
  const runs: Run[] = [];
  for (let count = 0; count < 20; count += 1) runs.push(await world.start());
  const answers = await Promise.all(
    runs.flatMap(({ id }) => [
      cancelRun(world.context, CALLER, id),
      world.begin(id).catch(() => null),
      cancelRun(world.context, CALLER, id),
    ]),
  );
  for (const answer of answers) {
    if (answer !== null && answer !== undefined) assert.ok(['cancelled', 'requested', 'too_late'].includes(answer.outcome));
  }
  for (const { id } of runs) assert.ok(world.run(id).status === 'cancelled' || world.run(id).cancelRequestedAt !== null);
});

test('a paused run goes back to where it was', async (t) => {
  const world = commandWorld(t);
  const { id } = await world.start();
  assert.deepEqual((await pauseRun(world.context, CALLER, id)).outcome, 'paused');
  assert.equal((await pauseRun(world.context, CALLER, id)).outcome, 'paused');
  assert.equal((await resumeRun(world.context, CALLER, id)).status, 'queued');
  await world.begin(id);
  await world.own(id, WAIT_FOR_GO);
  await pauseRun(world.context, CALLER, id);
  const resumed = await resumeRun(world.context, CALLER, id);
  assert.deepEqual([resumed.status, resumed.reason], ['waiting', 'signal']);
});

test('a running run is asked to pause, and the wish can be taken back', async (t) => {
  const world = commandWorld(t);
  const { id } = await world.start();
  await world.begin(id);
  assert.equal((await pauseRun(world.context, CALLER, id)).outcome, 'requested');
  assert.equal((await pauseRun(world.context, CALLER, id)).outcome, 'requested');
  assert.equal((await resumeRun(world.context, CALLER, id)).pauseRequestedAt, null);
});

test('a run that is not paused cannot be resumed, one that has ended can be neither paused nor resumed', async (t) => {
  const world = commandWorld(t);
  const { id } = await world.start();
  await fails(resumeRun(world.context, CALLER, id), 'conflict');
  await world.begin(id);
  await world.own(id, DONE);
  await fails(pauseRun(world.context, CALLER, id), 'run_finished');
  await fails(resumeRun(world.context, CALLER, id), 'run_finished');
});

test('a run that waits for somebody to look at it is resumed, unless the outcome of an effect is unknown', async (t) => {
  const world = commandWorld(t);
  const held = await world.start();
  await world.begin(held.id);
  await world.own(held.id, attention('quarantined'));
  assert.equal((await resumeRun(world.context, CALLER, held.id)).status, 'queued');
  const unknown = await world.start();
  await world.begin(unknown.id);
  await world.own(unknown.id, attention('effect_unknown'));
  await fails(resumeRun(world.context, CALLER, unknown.id), 'conflict');
});

test('a signal wakes the run that waits for it, also one that is paused meanwhile', async (t) => {
  const world = commandWorld(t);
  const { id } = await world.start();
  await world.begin(id);
  await world.own(id, WAIT_FOR_GO);
  await pauseRun(world.context, CALLER, id);
  await sendSignal(world.context, CALLER, { runId: id, name: 'go', payload: { ok: true } });
  const resumed = await resumeRun(world.context, CALLER, id);
  assert.ok(resumed.status === 'waiting' && resumed.runnableAt !== null);
  const received = world.history(id).find(({ type }) => type === 'signal.received');
  assert.equal(received?.payload, '{"ok":true}');
});

test('a signal is accepted at its limits and refused beyond them', async (t) => {
  const world = commandWorld(t);
  const { id: runId } = await world.start();
  const send = async (name: string, payload: string) => sendSignal(world.context, CALLER, { runId, name, payload });
  await send('x'.repeat(LIMITS.nameLength), 'y'.repeat(LIMITS.resultBytes - 2));
  await fails(send('x'.repeat(LIMITS.nameLength + 1), ''), 'invalid_parameter', 'path:name');
  await fails(send('', ''), 'invalid_parameter', 'path:name');
  await fails(send('x', 'y'.repeat(LIMITS.resultBytes - 1)), 'limit_exceeded', '/payload');
});

test('a run that has ended takes no signal', async (t) => {
  const world = commandWorld(t);
  const { id: runId } = await world.start();
  await cancelRun(world.context, CALLER, runId);
  await fails(sendSignal(world.context, CALLER, { runId, name: 'go', payload: null }), 'run_finished');
});

test('a run of another workspace is as unknown as one that does not exist', async (t) => {
  const world = commandWorld(t);
  const { id } = await world.start();
  for (const [caller, runId] of [
    [STRANGER, id],
    [CALLER, 'nobody'],
  ] as const) {
    await fails(cancelRun(world.context, caller, runId), 'not_found');
    await fails(pauseRun(world.context, caller, runId), 'not_found');
    await fails(resumeRun(world.context, caller, runId), 'not_found');
    await fails(sendSignal(world.context, caller, { runId, name: 'go', payload: null }), 'not_found');
  }
});
