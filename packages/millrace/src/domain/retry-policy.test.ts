import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MillraceError } from './errors.ts';
import { LIMITS } from './limits.ts';
import { checkRetryPolicy, DEFAULT_RETRY_POLICY, nextAttempt, resolveRetryPolicy, retryDelayMs } from './retry-policy.ts';
import type { RetryPolicy } from './retry-policy.ts';

const steady: RetryPolicy = { ...DEFAULT_RETRY_POLICY, jitter: 0 };
const timeout = { name: 'TimeoutError', code: 'ETIMEDOUT' };

function problemOf(change: Partial<RetryPolicy>): string {
  const checked = checkRetryPolicy({ ...DEFAULT_RETRY_POLICY, ...change });
  return checked.ok ? '' : checked.problem;
}

test('nothing given means three attempts, one second and two seconds apart', () => {
  assert.deepEqual(resolveRetryPolicy(), DEFAULT_RETRY_POLICY);
  assert.deepEqual(
    [1, 2].map((attempt) => retryDelayMs(steady, attempt, 0, null)),
    [1_000, 2_000],
  );
});

test('later policies win field by field, and a field that is left out wins nothing', () => {
  const policy = resolveRetryPolicy({ maximumAttempts: 5, jitter: 0 }, undefined, { maximumAttempts: 7, nonRetryable: ['E'] }, {});
  assert.deepEqual(policy, { ...DEFAULT_RETRY_POLICY, maximumAttempts: 7, jitter: 0, nonRetryable: ['E'] });
});

test('a policy that makes no sense is an error of the workflow', () => {
  assert.throws(
    () => resolveRetryPolicy({ maximumAttempts: 0 }),
    (error) => MillraceError.is(error) && error.code === 'invalid_workflow' && error.message.includes('maximumAttempts is 0'),
  );
});

test('each number of a policy is checked at both ends of its range', () => {
  const { attemptsPerStep, timeoutMs } = LIMITS;
  const legal: readonly Partial<RetryPolicy>[] = [
    { maximumAttempts: 1 },
    { maximumAttempts: attemptsPerStep },
    { initialIntervalMs: 0, maximumIntervalMs: 0 },
    { initialIntervalMs: timeoutMs, maximumIntervalMs: timeoutMs },
    { backoffCoefficient: 1 },
    { jitter: 0 },
    { jitter: 1 },
  ];
  const illegal: readonly Partial<RetryPolicy>[] = [
    { maximumAttempts: 0 },
    { maximumAttempts: 1.5 },
    { maximumAttempts: attemptsPerStep + 1 },
    { initialIntervalMs: -1 },
    { initialIntervalMs: timeoutMs + 1 },
    { maximumIntervalMs: -1 },
    { maximumIntervalMs: Number.NaN },
    { backoffCoefficient: 0.9 },
    { backoffCoefficient: Number.POSITIVE_INFINITY },
    { jitter: -0.1 },
    { jitter: 1.1 },
  ];
  for (const change of legal) assert.equal(problemOf(change), '');
  for (const change of illegal) assert.match(problemOf(change), new RegExp(`retry\\.${Object.keys(change)[0]} is `));
});

test('the interval grows up to its maximum and jitter only shortens it', () => {
  assert.equal(retryDelayMs(steady, 7, 0, null), 60_000);
  assert.equal(retryDelayMs(DEFAULT_RETRY_POLICY, 1, 0, null), 800);
  assert.equal(retryDelayMs(DEFAULT_RETRY_POLICY, 1, 0.5, null), 900);
});

test('a longer wait that the other side asks for is kept to, up to its limit', () => {
  assert.equal(retryDelayMs(steady, 1, 0, 5_000), 5_000);
  assert.equal(retryDelayMs(steady, 1, 0, 10), 1_000);
  assert.equal(retryDelayMs(steady, 1, 0, LIMITS.retryAfterMs), LIMITS.retryAfterMs);
  assert.equal(retryDelayMs(steady, 1, 0, LIMITS.retryAfterMs + 1), LIMITS.retryAfterMs);
  assert.equal(retryDelayMs(steady, 1, 0, Number.NaN), 1_000);
});

test('the delay is a whole number within its bounds for any legal policy, attempt and draw', () => {
  const interval = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: LIMITS.timeoutMs }), fc.constant(Number.MIN_VALUE));
  const policy = fc.record({
    maximumAttempts: fc.integer({ min: 1, max: LIMITS.attemptsPerStep }),
    initialIntervalMs: interval,
    maximumIntervalMs: interval,
    backoffCoefficient: fc.double({ min: 1, max: Number.MAX_VALUE, noNaN: true }),
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
    nonRetryable: fc.constant([]),
  });
  const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(policy, fc.integer({ min: 1, max: 1_000_000 }), draw, fc.option(fc.double()), (some, attempt, random, retryAfterMs) => {
      const delayMs = retryDelayMs(some, attempt, random, retryAfterMs);
      const highest = Math.max(some.maximumIntervalMs, LIMITS.retryAfterMs);
      return Number.isSafeInteger(delayMs) && delayMs >= 0 && delayMs <= Math.ceil(highest);
    }),
  );
});

test('a step is tried again until its attempts are used up', () => {
  assert.deepEqual(nextAttempt(steady, { number: 1, error: timeout }, 0, null), { retry: true, delayMs: 1_000 });
  assert.deepEqual(nextAttempt(steady, { number: 2, error: timeout }, 0, 9_000), { retry: true, delayMs: 9_000 });
  assert.deepEqual(nextAttempt(steady, { number: 3, error: timeout }, 0, null), { retry: false, why: 'attempts_exhausted' });
});

test('no policy gets a step more attempts than the limit', () => {
  const endless = { ...steady, maximumAttempts: Number.POSITIVE_INFINITY };
  const { attemptsPerStep } = LIMITS;
  assert.equal(nextAttempt(endless, { number: attemptsPerStep - 1, error: timeout }, 0, null).retry, true);
  assert.equal(nextAttempt(endless, { number: attemptsPerStep, error: timeout }, 0, null).retry, false);
});

test('an error that another attempt cannot mend is known by its name or its code', () => {
  const final = { retry: false, why: 'not_retryable' };
  assert.deepEqual(nextAttempt({ ...steady, nonRetryable: ['TimeoutError'] }, { number: 1, error: timeout }, 0, null), final);
  assert.deepEqual(nextAttempt({ ...steady, nonRetryable: ['ETIMEDOUT'] }, { number: 1, error: timeout }, 0, null), final);
  const unnamed = { number: 1, error: { name: 'Error', code: null } };
  assert.equal(nextAttempt({ ...steady, nonRetryable: ['ETIMEDOUT'] }, unnamed, 0, null).retry, true);
});
