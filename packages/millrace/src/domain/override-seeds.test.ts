import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS } from './limits.ts';
import { overrideSeed } from './override-seeds.ts';
import { pastOps } from './past-ops.ts';

const OPS = pastOps([
  {
    seq: 2,
    at: 5,
    change: {
      type: 'step.completed',
      op: 'step:load#1',
      name: 'load',
      attempt: 3,
      stage: 'first',
      startedAt: 4,
      copiedFrom: null,
      payload: null,
    },
  },
  { seq: 3, at: 6, change: { type: 'sleep.started', op: 'sleep:nap#1', name: 'nap', until: 9 } },
]);

test('a given result takes the place of the step, in its stage', () => {
  const seed = overrideSeed(OPS, 'load', { rows: 2 }, 100);
  assert.ok(seed.ok);
  const { type, op } = seed.value;
  assert.deepEqual([type, op], ['step.completed', 'step:load#1']);
  assert.ok(seed.value.type === 'step.completed');
  assert.deepEqual([seed.value.stage, seed.value.startedAt, seed.value.copiedFrom, seed.value.payload], ['first', 100, null, '{"rows":2}']);
});

test('a step that the old run never came to is named by its name or its op', () => {
  for (const name of ['save', 'step:save#1']) {
    const seed = overrideSeed(OPS, name, null, 0);
    assert.equal(seed.ok && seed.value.op, 'step:save#1');
  }
  const second = overrideSeed(OPS, 'step:load#2', null, 0);
  assert.equal(second.ok && second.value.op, 'step:load#2');
});

test('only steps can be given a result', () => {
  assert.equal(overrideSeed(OPS, 'nap', null, 0).ok, false);
  assert.equal(overrideSeed(OPS, 'map:items#1', [], 0).ok, false);
});

test('a given result is as large as a recorded one may be, and no larger', () => {
  assert.equal(overrideSeed(OPS, 'load', 'x'.repeat(LIMITS.resultBytes - 2), 0).ok, true);
  assert.equal(overrideSeed(OPS, 'load', 'x'.repeat(LIMITS.resultBytes - 1), 0).ok, false);
});
