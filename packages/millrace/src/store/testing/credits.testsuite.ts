import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { CatalogChange } from '../../domain/change.ts';
import { NO_CREDITS } from '../../domain/ledger.ts';
import { finished, STARTED } from './changes.ts';
import { ACT, CreditModel } from './credit-model.ts';
import { ALL, entriesOf, granted, held, OTHER, used } from './credit-changes.ts';
import { accepted, refused, Scenario, WORKSPACE } from './scenario.ts';
import type { Setup } from './scenario.ts';

export function testCredits(setup: Setup): void {
  describe('the ledger of a workspace', () => {
    test('is empty at first', async (context) => {
      const s = await Scenario.open(context, setup);
      assert.deepEqual(s.store.credits.balances(WORKSPACE), NO_CREDITS);
      assert.deepEqual(entriesOf(s), []);
      assert.equal(s.store.credits.plan(WORKSPACE), null);
    });

    test('takes a grant once for each key', async (context) => {
      const s = await Scenario.open(context, setup);
      const first = granted(50, 'march');
      await s.catalog(first, granted(7));
      const commit = async (change: CatalogChange): ReturnType<Scenario['journal']['commit']> =>
        s.journal.commit([{ kind: 'catalog', at: s.time, change }]);
      const again = refused(await commit(granted(50, 'march')));
      assert.deepEqual(again, { kind: 'grant_replay', entryId: first.type === 'credits.granted' ? first.grant.id : '' });
      assert.deepEqual(refused(await commit(granted(51, 'march'))), { kind: 'grant_mismatch' });
      accepted(await commit(granted(50, 'march', OTHER)));
      assert.deepEqual(s.store.credits.balances(WORKSPACE), { granted: -57, available: 57, held: 0, spent: 0 });
      const entry = s.store.credits.entry(WORKSPACE, first.type === 'credits.granted' ? first.grant.id : '');
      assert.deepEqual(
        [entry?.seq, entry?.kind, entry?.amount, entry?.note, entry?.actor, entry?.runId],
        [1, 'grant', 50, 'thanks', 'key-1', null],
      );
    });

    test('moves with the start and the end of a run, however it ends', async (context) => {
      const s = await Scenario.open(context, setup);
      await s.catalog(granted(100));
      for (const [status, use, expected] of [
        [
          'completed',
          25,
          [
            ['hold', 40],
            ['capture', 25],
            ['release', 15],
          ],
        ],
        [
          'failed',
          40,
          [
            ['hold', 40],
            ['capture', 40],
          ],
        ],
        [
          'cancelled',
          0,
          [
            ['hold', 40],
            ['release', 40],
          ],
        ],
        [
          'completed',
          90,
          [
            ['hold', 40],
            ['capture', 40],
          ],
        ],
      ] as const) {
        const ref = await s.start({ credits: held(40) });
        if (use > 0) await s.make(ref, used(use), 1);
        assert.equal(s.store.credits.balances(WORKSPACE).held, 40);
        await s.make(ref, finished(status), 1);
        assert.deepEqual(entriesOf(s, ref.runId), expected);
        assert.equal(s.run(ref).creditsUsed, use);
        assert.deepEqual(s.run(ref).credits, held(40));
      }
      assert.deepEqual(s.store.credits.balances(WORKSPACE), { granted: -100, available: -5, held: 0, spent: 105 });
    });

    test('gives back what was held for a run that never started', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.queue({ credits: held(40) });
      await s.make(ref, finished('cancelled'));
      assert.deepEqual(entriesOf(s), [
        ['hold', 40],
        ['release', 40],
      ]);
    });

    test('moves a run that is accepted and started in one commit, and one that ends in the commit that uses credits', async (context) => {
      const s = await Scenario.open(context, setup);
      const queued = s.queued({ credits: held(40) });
      const ref = { workspaceId: WORKSPACE, runId: queued.runId };
      accepted(await s.journal.commit([queued, s.commitOf(ref, STARTED, 1)]));
      accepted(await s.journal.commit([s.commitOf(ref, used(9), 1), s.commitOf(ref, finished('completed'), 1)]));
      assert.deepEqual(entriesOf(s), [
        ['hold', 40],
        ['capture', 9],
        ['release', 31],
      ]);
    });

    test('counts what a called run used for the run that called it', async (context) => {
      const s = await Scenario.open(context, setup);
      const parent = await s.start({ credits: held(40) });
      const lineage = { ...s.run(parent).lineage, parentRunId: parent.runId, depth: 1 };
      const child = await s.start({ lineage });
      await s.make(child, used(12), 1);
      await s.make(child, finished('failed'), 1);
      assert.equal(s.run(parent).creditsUsed, 12);
      await s.make(parent, finished('completed'), 1);
      assert.deepEqual(entriesOf(s, parent.runId), [
        ['hold', 40],
        ['capture', 12],
        ['release', 28],
      ]);
      assert.deepEqual(entriesOf(s, child.runId), []);
    });

    test('is as it was after a commit that was refused', async (context) => {
      const s = await Scenario.open(context, setup);
      await s.catalog(granted(10));
      const first = s.queued({ credits: held(4) });
      const stale = s.commitOf({ workspaceId: WORKSPACE, runId: first.runId }, STARTED, 7);
      assert.equal(refused(await s.journal.commit([first, stale])).kind, 'stale_owner');
      assert.deepEqual(s.store.credits.balances(WORKSPACE), { granted: -10, available: 10, held: 0, spent: 0 });
    });

    test('adds up to zero, and every run to what it was charged, after any sequence', async (context) => {
      await fc.assert(
        fc.asyncProperty(fc.array(ACT, { maxLength: 30 }), async (acts) => {
          const s = await Scenario.open(context, setup);
          const model = new CreditModel(s);
          for (const act of acts) await model.do(act);
          model.check();
        }),
        { numRuns: 25 },
      );
    });

    test('is read in pages, by run, kind and time, and by nobody else', async (context) => {
      const s = await Scenario.open(context, setup);
      await s.catalog(granted(1), granted(2), granted(3));
      const run = await s.queue({ credits: held(4) });
      const first = s.store.credits.entries(WORKSPACE, {}, { limit: 3, cursor: null });
      const second = s.store.credits.entries(WORKSPACE, {}, { limit: 3, cursor: first.nextCursor });
      const amounts = [...first.data, ...second.data].map(({ amount }) => amount);
      assert.deepEqual([amounts, second.nextCursor], [[4, 3, 2, 1], null]);
      const hold = first.data[0];
      assert.ok(hold);
      assert.equal(hold.runId, run.runId);
      assert.deepEqual(s.store.credits.entries(WORKSPACE, { kinds: ['hold', 'capture'] }, ALL).data, [hold]);
      assert.deepEqual(s.store.credits.entries(WORKSPACE, { after: hold.at - 1, before: hold.at + 1 }, ALL).data, [hold]);
      assert.deepEqual(s.store.credits.entries(WORKSPACE, { after: hold.at }, ALL).data, []);
      assert.deepEqual(s.store.credits.entries(WORKSPACE, { runId: run.runId, before: hold.at }, ALL).data, []);
      assert.deepEqual(s.store.credits.entries(OTHER, {}, ALL).data, []);
      assert.equal(s.store.credits.entry(OTHER, hold.id), null);
      assert.deepEqual(s.store.credits.balances(OTHER), NO_CREDITS);
    });
  });
}
