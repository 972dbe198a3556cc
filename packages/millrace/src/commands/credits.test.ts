import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { MillraceError } from '../domain/errors.ts';
import { ACCOUNTS } from '../domain/ledger.ts';
import { LIMITS } from '../domain/limits.ts';
import { UNLIMITED, type Plan } from '../domain/plan.ts';
import { grantCredits } from './grant-credits.ts';
import { DEFAULT_QUOTE_TTL_MS, issueQuote } from './issue-quote.ts';
import { setPlan } from './set-plan.ts';
import { startRun } from './start-run.ts';
import { CALLER, commandWorld, fails, STRANGER, type CommandWorld } from './testing/command-world.ts';

const METERED: Plan = { ...UNLIMITED, name: 'starter', metered: true };

/** A world with a workflow that costs 10 to 60 credits, a plan and some credits. */
async function creditWorld(context: TestContext, plan: Partial<Plan>, credits: number): Promise<CommandWorld> {
  const world = commandWorld(context);
  await world.load('priced', { version: '1', estimate: () => ({ min: 10, expected: 20, max: 60 }) });
  await setPlan(world.context, CALLER, { ...METERED, ...plan });
  if (credits > 0) await grantCredits(world.context, CALLER, { amount: credits, idempotencyKey: null });
  return world;
}

/** How many of many attempts at the same time come to each end. */
async function outcomes(attempts: readonly Promise<unknown>[]): Promise<{ readonly [code: string]: number }> {
  const counts: Record<string, number> = {};
  for (const { status, reason } of await settled(attempts)) {
    const end = status === 'fulfilled' ? 'taken' : reason;
    counts[end] = (counts[end] ?? 0) + 1;
  }
  return counts;
}

async function settled(attempts: readonly Promise<unknown>[]): Promise<readonly { status: string; reason: string }[]> {
  const results = await Promise.allSettled(attempts);
  return results.map((result) => {
    if (result.status === 'fulfilled') return { status: result.status, reason: '' };
    return { status: result.status, reason: MillraceError.is(result.reason) ? result.reason.code : String(result.reason) };
  });
}

const atOnce = async (count: number, attempt: () => Promise<unknown>): Promise<{ readonly [code: string]: number }> =>
  outcomes(Array.from({ length: count }, attempt));

test('of a thousand starts at once exactly as many are taken as the plan allows', async (context) => {
  const world = await creditWorld(context, { metered: false, concurrentRuns: 10 }, 0);
  const counts = await atOnce(1000, async () => startRun(world.context, CALLER, { workflow: 'priced', input: 1 }));
  assert.deepEqual(counts, { taken: 10, too_many_runs: 990 });
  assert.equal(world.context.store.runs.count(CALLER.workspaceId, {}, 1000), 10);
  assert.equal(world.context.store.credits.balances(CALLER.workspaceId).held, 600);
});

test('places come back when runs end, and runs of other workspaces take none', async (context) => {
  const world = await creditWorld(context, { metered: false, concurrentRuns: 1 }, 0);
  const start = async (): Promise<string> => (await startRun(world.context, CALLER, { workflow: 'priced', input: 1 })).run.id;
  await startRun(world.context, STRANGER, { workflow: 'priced', input: 1 });
  const first = await start();
  await fails(start(), 'too_many_runs');
  await world.begin(first);
  await fails(start(), 'too_many_runs');
  await world.own(first, { type: 'run.finished', status: 'failed', reason: 'workflow_error', error: null, payload: null });
  await start();
});

test('one of many starts at once may be the only one of its workflow', async (context) => {
  const world = await creditWorld(context, { metered: false }, 0);
  await world.load('other', { version: '1' });
  await startRun(world.context, CALLER, { workflow: 'other', input: 1 });
  const counts = await atOnce(50, async () => startRun(world.context, CALLER, { workflow: 'priced', input: 1, onlyOneOfWorkflow: true }));
  assert.deepEqual(counts, { taken: 1, too_many_runs: 49 });
});

test('a quote that a hundred starts use at once is good for one', async (context) => {
  const world = await creditWorld(context, {}, 10_000);
  const { token, credits } = await issueQuote(world.context, CALLER, { workflow: 'priced', input: 1 });
  const counts = await atOnce(100, async () => startRun(world.context, CALLER, { workflow: 'priced', input: 1, quote: token }));
  assert.deepEqual(counts, { taken: 1, quote_invalid: 99 });
  assert.equal(world.context.store.credits.balances(CALLER.workspaceId).spent, credits);
});

test('starts at once never put aside more than there is, and the last one gets what is left', async (context) => {
  const world = await creditWorld(context, {}, 135);
  const counts = await atOnce(50, async () => startRun(world.context, CALLER, { workflow: 'priced', input: 1 }));
  assert.deepEqual(counts, { taken: 3, insufficient_credits: 47 });
  const { data } = world.context.store.credits.entries(CALLER.workspaceId, { kinds: ['hold'] }, { limit: 10, cursor: null });
  assert.deepEqual(
    data.map(({ amount }) => amount),
    [15, 60, 60],
  );
  assert.equal(world.context.store.credits.balances(CALLER.workspaceId).available, 0);
});

test('a start with a key that was used answers as before, though it could not start any more', async (context) => {
  const world = await creditWorld(context, {}, 10);
  const request = { workflow: 'priced', input: 1, idempotencyKey: 'once' };
  const first = await startRun(world.context, CALLER, request);
  await setPlan(world.context, CALLER, { ...METERED, active: false });
  const again = await startRun(world.context, CALLER, request);
  assert.deepEqual(again, { run: first.run, replayed: true });
  await fails(startRun(world.context, CALLER, { ...request, idempotencyKey: 'twice' }), 'plan_inactive');
});

test('a refused start leaves neither a run nor an entry', async (context) => {
  const world = await creditWorld(context, {}, 9);
  await fails(startRun(world.context, CALLER, { workflow: 'priced', input: 1 }), 'insufficient_credits');
  assert.equal(world.context.store.runs.count(CALLER.workspaceId, {}, 10), 0);
  assert.equal(world.context.store.credits.balances(CALLER.workspaceId).available, 9);
});

test('a quote lasts as long as it was asked to, and no longer than a week', async (context) => {
  const world = await creditWorld(context, {}, 1000);
  const ask = { workflow: 'priced', input: 1 };
  const { expiresAt } = await issueQuote(world.context, CALLER, ask);
  assert.equal(expiresAt, world.clock.now + DEFAULT_QUOTE_TTL_MS);
  const { token } = await issueQuote(world.context, CALLER, { ...ask, ttlMs: LIMITS.quoteTtlMs });
  await fails(issueQuote(world.context, CALLER, { ...ask, ttlMs: LIMITS.quoteTtlMs + 1 }), 'invalid_request', '/ttl');
  await fails(issueQuote(world.context, CALLER, { ...ask, maxCredits: LIMITS.credits + 1 }), 'invalid_request', '/max_credits');
  await fails(issueQuote(world.context, CALLER, { ...ask, maxCredits: 9 }), 'invalid_request', '/max_credits');
  world.clock.now += LIMITS.quoteTtlMs;
  await fails(startRun(world.context, CALLER, { ...ask, quote: token }), 'quote_invalid');
});

test('a quote is for the version that it was given for', async (context) => {
  const world = await creditWorld(context, {}, 1000);
  const { token } = await issueQuote(world.context, CALLER, { workflow: 'priced', input: 1 });
  await world.load('priced', { version: '2', estimate: () => ({ min: 10, expected: 20, max: 600 }) });
  const refused = await fails(startRun(world.context, CALLER, { workflow: 'priced', input: 1, quote: token }), 'quote_invalid');
  assert.match(refused.message, /has changed/);
});

test('a grant is held to its limits, and happens once for each key', async (context) => {
  const world = await creditWorld(context, {}, 0);
  const grant = async (amount: number, note?: string, idempotencyKey: string | null = null): Promise<boolean> =>
    (await grantCredits(world.context, CALLER, { amount, note, idempotencyKey })).replayed;
  await grant(LIMITS.credits, 'x'.repeat(LIMITS.creditNoteLength));
  await fails(grant(LIMITS.credits + 1), 'invalid_request', '/amount');
  await fails(grant(1, 'x'.repeat(LIMITS.creditNoteLength + 1)), 'invalid_request', '/note');
  const many = await Promise.all(Array.from({ length: 20 }, async () => grant(5, 'one', 'key')));
  assert.equal(many.filter((replayed) => !replayed).length, 1);
  await fails(grant(6, 'one', 'key'), 'idempotency_mismatch');
  assert.equal(world.context.store.credits.balances(CALLER.workspaceId).available, LIMITS.credits + 5);
  assert.equal(world.context.store.credits.balances(STRANGER.workspaceId).available, 0);
});

test('the accounts add up to zero whatever runs do', async (context) => {
  const world = await creditWorld(context, { metered: false }, 500);
  for (const status of ['completed', 'failed', 'cancelled'] as const) {
    const { run } = await startRun(world.context, CALLER, { workflow: 'priced', input: 1 });
    await world.begin(run.id);
    await world.own(run.id, usage(30), usage(40), { type: 'run.finished', status, reason: REASONS[status], error: null, payload: null });
    assert.deepEqual([world.run(run.id).creditsUsed, world.run(run.id).credits?.held], [70, 60]);
  }
  const balances = world.context.store.credits.balances(CALLER.workspaceId);
  assert.deepEqual(balances, { granted: -500, available: 320, held: 0, spent: 180 });
  assert.equal(
    ACCOUNTS.reduce((sum, account) => sum + balances[account], 0),
    0,
  );
});

const REASONS = { completed: 'finished', failed: 'workflow_error', cancelled: 'cancelled_by_user' } as const;

function usage(credits: number): Parameters<CommandWorld['own']>[1] {
  const entry = { provider: 'acme', meter: 'calls', quantity: 1, costMicros: 0, currency: 'USD', credits, step: null, attempt: null };
  return { type: 'usage.recorded', op: null, entry };
}
