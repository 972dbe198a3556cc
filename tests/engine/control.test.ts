import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cancelRun } from '../../packages/millrace/src/commands/cancel-run.ts';
import { pauseRun } from '../../packages/millrace/src/commands/pause-run.ts';
import { resumeRun } from '../../packages/millrace/src/commands/resume-run.ts';
import { sendSignal } from '../../packages/millrace/src/commands/send-signal.ts';
import { MillraceUnderTest } from './millrace-under-test.ts';

const under = await MillraceUnderTest.start();

const effects = (log: string, count: number): Promise<unknown> =>
  new Promise<void>((resolve) => {
    const look = (): void => {
      if (under.effects(log).length >= count) resolve();
      else setImmediate(look);
    };
    look();
  });

test('a waiting run is cancelled at once, a finished one is too late', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['wait:never'] });
  await under.status(id, 'waiting');
  const { outcome, run } = await cancelRun(under.context, under.caller, id);
  assert.equal(outcome, 'cancelled');
  assert.equal(run.status, 'cancelled');
  assert.equal((await cancelRun(under.context, under.caller, id)).outcome, 'too_late');
});

test('a running run is asked to stop: its step hears the signal and no further step begins', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['slow:60000', 'step:never'] });
  await effects(log, 1);
  const { outcome } = await cancelRun(under.context, under.caller, id);
  assert.equal(outcome, 'requested');
  const run = await under.status(id, 'cancelled');
  assert.equal(run.reason, 'cancelled_by_user');
  assert.deepEqual(under.effects(log), ['slow']);
});

test('after an acknowledged cancel no step begins, however many are on their way', async () => {
  const log = under.log();
  const plan = Array.from({ length: 300 }, (_, index) => `step:${index}`);
  const ids = await Promise.all(Array.from({ length: 20 }, () => under.begin('effects', { log, plan })));
  await effects(log, 40);
  await Promise.all(ids.map((id) => cancelRun(under.context, under.caller, id)));
  // Steps that had begun may still write their line; all of them are synchronous here, so none can come later.
  const acknowledged = under.effects(log).length;
  await Promise.all(ids.map((id) => under.until(id, ({ status }) => status === 'cancelled' || status === 'completed', 'ended')));
  assert.equal(under.effects(log).length, acknowledged);
});

test('a running run is paused before its next step and goes on where it was', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['stubborn:200', 'step:after'] });
  await effects(log, 1);
  await pauseRun(under.context, under.caller, id);
  const paused = await under.status(id, 'paused');
  assert.equal(paused.reason, 'operator');
  assert.deepEqual(under.effects(log), ['stubborn']);
  await resumeRun(under.context, under.caller, id);
  assert.deepEqual(await under.output(id), { seen: ['stubborn', 'after'] });
  assert.deepEqual(under.effects(log), ['stubborn', 'after']);
});

test('a paused run keeps its wait, and hears the signal that came meanwhile when it is resumed', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['wait:go', 'step:after'] });
  await under.status(id, 'waiting');
  await pauseRun(under.context, under.caller, id);
  await under.status(id, 'paused');
  await sendSignal(under.context, under.caller, { runId: id, name: 'go', payload: 'late' });
  assert.equal(under.run(id).status, 'paused');
  await resumeRun(under.context, under.caller, id);
  assert.deepEqual(await under.output(id), { seen: ['late', 'after'] });
});

test('a run that is not to start yet waits in the queue until its time comes', async () => {
  const log = under.log();
  const delayed = await under.begin('effects', { log, plan: ['step:late'] }, { delayMs: 80 });
  assert.equal(under.run(delayed).reason, 'delayed');
  assert.deepEqual(await under.output(delayed), { seen: ['late'] });
});

test('a run that takes longer than its time-out is failed, and what it was doing is told to stop', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['slow:60000', 'step:never'] }, { timeoutMs: 100 });
  const run = await under.status(id, 'failed');
  assert.equal(run.reason, 'run_timeout');
  assert.deepEqual(under.effects(log), ['slow']);
});

test('a run that finds no place within its time to live expires', async () => {
  const log = under.log();
  const blockers = await Promise.all(Array.from({ length: 2 }, () => under.begin('one-at-a-time', { log, holdMs: 400 })));
  const id = await under.begin('one-at-a-time', { log, holdMs: 0 }, { ttlMs: 60 });
  const run = await under.status(id, 'failed');
  assert.equal(run.reason, 'queue_expired');
  for (const blocker of blockers) await under.output(blocker);
});
