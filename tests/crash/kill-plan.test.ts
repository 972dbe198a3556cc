import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planKills } from './kill-plan.ts';
import { CRASH_POINTS } from '../../packages/millrace/src/journal/crash-point.ts';

test('a full plan kills at every named point at least five times, and at random as well', () => {
  const plan = planKills(1, 300);
  const points = Map.groupBy(plan, (kill) => (kill.kind === 'point' ? kill.at.point : kill.kind));
  assert.equal(plan.length, 300);
  for (const point of [...Object.keys(CRASH_POINTS), 'random', 'boot']) {
    const planned = [...points].find(([name]) => name === point)?.[1].length ?? 0;
    assert.ok(planned >= 5, `${point} is planned ${planned} times`);
  }
});

test('the same seed gives the same plan, another seed another', () => {
  assert.deepEqual(planKills(7, 40), planKills(7, 40));
  assert.notDeepEqual(planKills(7, 40), planKills(8, 40));
});
