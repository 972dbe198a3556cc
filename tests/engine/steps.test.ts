import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MillraceUnderTest } from './millrace-under-test.ts';

const under = await MillraceUnderTest.start();

test('a run does its steps in order, once each, and records them', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['step:a', 'step:b', 'step:a'] });
  assert.deepEqual(await under.output(id), { seen: ['a', 'b', 'a'] });
  assert.deepEqual(under.effects(log), ['a', 'b', 'a']);
  assert.deepEqual(under.types(id), ['run.queued', 'run.started', 'step.completed', 'step.completed', 'step.completed', 'run.finished']);
  const ops = under.changes(id).flatMap((change) => (change.type === 'step.completed' ? [change.op] : []));
  assert.deepEqual(ops, ['step:a#1', 'step:b#1', 'step:a#2']);
});

test('a run that slept is called again and does no step twice', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['step:before', 'log:hello', 'sleep:30', 'step:after', 'sleep:30', 'step:last'] });
  assert.deepEqual(await under.output(id), { seen: ['before', 'after', 'last'] });
  assert.deepEqual(under.effects(log), ['before', 'after', 'last']);
  assert.equal(under.run(id).claimEpoch, 3);
  assert.equal(under.types(id).filter((type) => type === 'log.written').length, 1);
});

test('a step that fails is tried again with the same effect id and the next attempt number', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['flaky:3'] });
  assert.deepEqual(await under.output(id), { seen: [3] });
  assert.deepEqual(under.effects(log), ['attempt 1', 'attempt 2', 'attempt 3']);
  assert.deepEqual(under.run(id).steps, { completed: 1, failed: 0, attempts: 3 });
});

test('a step that fails for the last time fails its run with the error, the step and the attempt', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['step:a', 'fail:on purpose', 'step:never'] });
  const run = await under.status(id, 'failed');
  assert.equal(run.reason, 'step_failed');
  if (run.status !== 'failed') throw new Error('It did not fail.');
  assert.equal(run.error.message, 'It failed: on purpose');
  assert.equal(run.error.step, 'failing');
  assert.equal(run.error.attempt, 3);
  assert.deepEqual(under.effects(log), ['a', 'attempt 1', 'attempt 2', 'attempt 3']);
});

test('a function that throws fails its run', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['dance'] });
  const run = await under.status(id, 'failed');
  assert.equal(run.reason, 'workflow_error');
});

test('a run that ended its process is tried again and put aside after the third time', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['exit'] });
  const other = await under.begin('effects', { log, plan: ['sleep:10', 'step:other'] });
  const run = await under.status(id, 'waiting');
  assert.equal(run.reason, 'quarantined');
  assert.equal(run.crashes, 3);
  assert.deepEqual(await under.output(other), { seen: ['other'] });
});
