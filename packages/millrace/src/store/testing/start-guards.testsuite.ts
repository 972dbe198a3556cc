import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UNLIMITED } from '../../domain/plan.ts';
import type { StartGuard } from '../../domain/start-guard.ts';
import type { StoredQuote } from '../store.ts';
import { finished } from './changes.ts';
import { entriesOf, granted, held, issued, OTHER, quoted, used } from './credit-changes.ts';
import { accepted, refused, Scenario, WORKSPACE } from './scenario.ts';
import type { QueueOptions, Setup } from './scenario.ts';

async function start(s: Scenario, guards: readonly StartGuard[], options: QueueOptions = {}): ReturnType<Scenario['journal']['commit']> {
  return s.journal.commit([{ ...s.queued(options), guards }]);
}

export function testStartGuards(setup: Setup): void {
  describe('what must hold at a start', () => {
    test('is that so many credits are available, counting what starts in the same batch take', async (context) => {
      const s = await Scenario.open(context, setup);
      await s.catalog(granted(100));
      const guards = [{ kind: 'available-credits', atLeast: 40 }] as const;
      const results = await Promise.all([1, 2, 3].map(async () => start(s, guards, { credits: held(40) })));
      assert.deepEqual(
        results.map(({ ok }) => ok),
        [true, true, false],
      );
      const last = results[2];
      assert.deepEqual(last === undefined ? null : refused(last), { kind: 'insufficient_credits', available: 20 });
    });

    test('is that not too many runs go on, of a workflow or at all, counting those of the same batch', async (context) => {
      const s = await Scenario.open(context, setup);
      const before = await s.start({ workflow: 'other' });
      const guards = [
        { kind: 'live-runs', workflow: null, max: 4 },
        { kind: 'live-runs', workflow: 'import', max: 2 },
      ] as const;
      const results = await Promise.all([1, 2, 3].map(async () => start(s, guards)));
      assert.deepEqual(
        results.map(({ ok }) => ok),
        [true, true, false],
      );
      const last = results[2];
      assert.deepEqual(last === undefined ? null : refused(last), { kind: 'too_many_runs', max: 2, workflow: 'import' });
      accepted(await start(s, guards.slice(0, 1)));
      assert.deepEqual(refused(await start(s, guards.slice(0, 1))), { kind: 'too_many_runs', max: 4, workflow: null });
      await s.make(before, finished('completed'), 1);
      accepted(await start(s, guards.slice(0, 1), { workflow: 'other' }));
    });

    test('does not count runs that other runs called, nor those of other workspaces', async (context) => {
      const s = await Scenario.open(context, setup);
      const parent = await s.start();
      await s.start({ lineage: { ...s.run(parent).lineage, parentRunId: parent.runId } });
      await s.start({ workspaceId: OTHER });
      accepted(await start(s, [{ kind: 'live-runs', workflow: null, max: 2 }]));
    });

    test('is that the plan is active, which it is until somebody says otherwise', async (context) => {
      const s = await Scenario.open(context, setup);
      accepted(await start(s, [{ kind: 'active-plan' }]));
      const plan = {
        ...UNLIMITED,
        name: 'off',
        active: false,
        metered: true,
        requestsPerMinute: 5,
        concurrentRuns: 6,
        creditsPerPeriod: 7,
      };
      await s.catalog({ type: 'plan.set', workspaceId: WORKSPACE, plan });
      assert.deepEqual([s.store.credits.plan(WORKSPACE), s.store.credits.plan(OTHER)], [plan, null]);
      assert.deepEqual(refused(await start(s, [{ kind: 'active-plan' }])), { kind: 'plan_inactive' });
      await s.catalog({ type: 'plan.set', workspaceId: WORKSPACE, plan: UNLIMITED });
      assert.deepEqual(s.store.credits.plan(WORKSPACE), UNLIMITED);
      accepted(await start(s, [{ kind: 'active-plan' }]));
    });

    test('does not matter to a request whose key has started a run already', async (context) => {
      const s = await Scenario.open(context, setup);
      const idempotency = { key: 'k', fingerprint: 'f', expiresAt: 9_000_000 };
      accepted(await start(s, [{ kind: 'live-runs', workflow: null, max: 1 }], { idempotency }));
      const again = refused(await start(s, [{ kind: 'live-runs', workflow: null, max: 1 }], { idempotency }));
      assert.equal(again.kind, 'idempotency_replay');
    });
  });

  describe('a quote', () => {
    test('is kept with everything but its token, for its workspace', async (context) => {
      const s = await Scenario.open(context, setup);
      const change = issued('q1', 9_000_000);
      await s.catalog(change);
      const expected: StoredQuote | null = change.type === 'quote.issued' ? { ...change.quote, runId: null } : null;
      assert.deepEqual(s.store.credits.quote(WORKSPACE, 'q1'), expected);
      assert.equal(s.store.credits.quote(OTHER, 'q1'), null);
    });

    test('is used up by one run, also of two in one batch or one commit', async (context) => {
      const s = await Scenario.open(context, setup);
      await s.catalog(issued('q1', 9_000_000), issued('q2', 9_000_000));
      const results = await Promise.all([1, 2].map(async () => start(s, [], { credits: quoted(3, 'q1') })));
      assert.deepEqual(
        results.map(({ ok }) => ok),
        [true, false],
      );
      const [, second] = results;
      assert.deepEqual(second === undefined ? null : refused(second), { kind: 'quote_invalid', problem: 'used' });
      const both = [s.queued({ credits: quoted(3, 'q2') }), s.queued({ credits: quoted(3, 'q2') })];
      assert.deepEqual(refused(await s.journal.commit(both)), { kind: 'quote_invalid', problem: 'used' });
      assert.equal(s.store.credits.quote(WORKSPACE, 'q2')?.runId, null);
      const first = accepted(await s.journal.commit(both.slice(0, 1)));
      assert.equal(s.store.credits.quote(WORKSPACE, 'q2')?.runId, first[0]?.runId);
      assert.deepEqual(entriesOf(s), [
        ['charge', 3],
        ['charge', 3],
      ]);
    });

    test('can be used until it expires, and only where it was given', async (context) => {
      const s = await Scenario.open(context, setup);
      await s.catalog(issued('q1', s.time + 3), issued('q2', s.time + 100, OTHER));
      const late = await start(s, [], { credits: quoted(3, 'q1') });
      assert.deepEqual(refused(late), { kind: 'quote_invalid', problem: 'expired' });
      const foreign = await start(s, [], { credits: quoted(3, 'q2') });
      assert.deepEqual(refused(foreign), { kind: 'quote_invalid', problem: 'unknown' });
      await s.catalog(issued('q3', s.time + 3));
      accepted(await start(s, [], { credits: quoted(3, 'q3') }));
    });

    test('that was paid comes back as far as it was not used', async (context) => {
      const s = await Scenario.open(context, setup);
      await s.catalog(issued('q1', 9_000_000));
      const ref = await s.start({ credits: quoted(3, 'q1') });
      await s.make(ref, used(2), 1);
      await s.make(ref, finished('completed'), 1);
      assert.deepEqual(entriesOf(s), [
        ['charge', 3],
        ['rebate', 1],
      ]);
    });
  });
}
