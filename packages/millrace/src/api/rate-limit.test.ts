import assert from 'node:assert/strict';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { UNLIMITED, type Plan } from '../domain/plan.ts';
import { PlanCache } from '../commands/plan-cache.ts';
import { enforceRateLimit, isRateLimited, rateLimit, RateLimits } from './rate-limit.ts';

const ME = { workspaceId: 'w', keyId: 'k' };

/** A plan that a test can change behind the cache, and how often it was looked up. */
function setup(plan: Partial<Plan>): {
  deps: { plans: PlanCache; rateLimits: RateLimits };
  stored: { plan: Plan; reads: number; now: number };
} {
  const stored = { plan: { ...UNLIMITED, ...plan }, reads: 0, now: 0 };
  const look = (): Plan => {
    stored.reads += 1;
    return stored.plan;
  };
  return { deps: { plans: new PlanCache({ plan: look }, () => stored.now), rateLimits: new RateLimits() }, stored };
}

test('without a limit nothing is counted and nothing is said', async () => {
  const { deps } = setup({});
  assert.equal(isRateLimited(deps, ME), false);
  assert.deepEqual(await rateLimit(deps, ME), { allowed: true, headers: {}, retryAfterSeconds: null });
});

test('each key has as many requests in a minute as the plan says', async () => {
  const { deps } = setup({ requestsPerMinute: 2 });
  assert.equal(isRateLimited(deps, ME), true);
  const allowed = async (keyId: string): Promise<boolean> => (await rateLimit(deps, { ...ME, keyId })).allowed;
  const answers = [await allowed('a'), await allowed('a'), await allowed('a'), await allowed('b')];
  assert.deepEqual(answers, [true, true, false, true]);
});

test('the limit holds for requests that come at once', async () => {
  const { deps } = setup({ requestsPerMinute: 10 });
  const verdicts = await Promise.all(Array.from({ length: 100 }, async () => rateLimit(deps, ME)));
  assert.equal(verdicts.filter(({ allowed }) => allowed).length, 10);
});

test('a verdict says what the policy is, what is left and when to come again', async () => {
  const { deps } = setup({ requestsPerMinute: 1 });
  const first = await rateLimit(deps, ME);
  assert.equal(first.headers['RateLimit-Policy'], '"plan";q=1;w=60');
  assert.match(first.headers['RateLimit'] ?? '', /^"plan";r=0;t=(60|59)$/);
  assert.equal(first.headers['Retry-After'], undefined);
  const second = await rateLimit(deps, ME);
  assert.equal(second.headers['Retry-After'], String(second.retryAfterSeconds));
  const outgoing = new ServerResponse(new IncomingMessage(new Socket()));
  await assert.rejects(enforceRateLimit(deps, ME, outgoing), { code: 'rate_limited' });
  assert.deepEqual(outgoing.getHeaderNames(), ['ratelimit-policy', 'ratelimit', 'retry-after']);
});

test('a plan is looked up once in a while, and at once when it was set here', () => {
  const { deps, stored } = setup({});
  for (let request = 0; request < 100; request += 1) isRateLimited(deps, ME);
  assert.equal(stored.reads, 1);
  stored.plan = { ...UNLIMITED, requestsPerMinute: 1 };
  assert.equal(isRateLimited(deps, ME), false);
  stored.now += 1000;
  assert.equal(isRateLimited(deps, ME), true);
  stored.plan = UNLIMITED;
  deps.plans.forget('w');
  assert.equal(isRateLimited(deps, ME), false);
});
