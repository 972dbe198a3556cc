import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPlan } from './check-plan.ts';
import { LIMITS } from './limits.ts';
import { UNLIMITED } from './plan.ts';

const FULL = {
  ...UNLIMITED,
  requestsPerMinute: LIMITS.requestsPerMinute,
  concurrentRuns: LIMITS.concurrentRuns,
  creditsPerPeriod: LIMITS.credits,
};

test('a plan at its limits is fine, and so is one without any', () => {
  assert.deepEqual([...checkPlan(UNLIMITED), ...checkPlan(FULL), ...checkPlan({ ...UNLIMITED, creditsPerPeriod: 0 })], []);
});

test('everything that is wrong with a plan is told', () => {
  const wrong = {
    ...UNLIMITED,
    name: '',
    requestsPerMinute: 0,
    concurrentRuns: LIMITS.concurrentRuns + 1,
    creditsPerPeriod: 1.5,
  };
  assert.deepEqual(
    checkPlan(wrong).map(({ pointer }) => pointer),
    ['/name', '/requests_per_minute', '/concurrent_runs', '/credits_per_period'],
  );
  assert.equal(checkPlan({ ...FULL, requestsPerMinute: LIMITS.requestsPerMinute + 1 }).length, 1);
});
