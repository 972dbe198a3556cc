import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RowOutcome } from '../../domain/change.ts';
import type { ItemOutcome } from '../../domain/items.ts';
import { outcomes, records } from './changes.ts';
import { Scenario, WORKSPACE } from './scenario.ts';
import type { RunRef, Setup } from './scenario.ts';

const OF_THREE: readonly RowOutcome[] = [
  { outcome: 'delivered', reason: null },
  { outcome: 'dropped', reason: 'twice there' },
  { outcome: 'failed', reason: null },
];

/** Thirty rows in chunks of four; the eight in the middle all came through. */
async function manyRows(s: Scenario): Promise<{ readonly ref: RunRef; readonly all: readonly RowOutcome[] }> {
  const ref = await s.start();
  const all: RowOutcome[] = [];
  for (let from = 0; from < 30; from += 4) {
    const rows = Array.from({ length: Math.min(4, 30 - from) }, (_, index) => from + index);
    const of = rows.map((row) => (from >= 12 && from < 20 ? OF_THREE[0] : OF_THREE[row % 3]) ?? OF_THREE[0]);
    const known = of.filter((outcome) => outcome !== undefined);
    all.push(...known);
    await s.make(ref, outcomes('people', rows, known), 1);
  }
  return { ref, all };
}

export function testRecordOutcomes(setup: Setup): void {
  describe('the outcomes of the rows of a record set', () => {
    test('are counted for the set, and a set without them has none', async (context) => {
      const s = await Scenario.open(context, setup);
      const { ref, all } = await manyRows(s);
      await s.make(ref, records('plain', [1, 2]), 1);
      const count = (outcome: ItemOutcome): number => all.filter((one) => one.outcome === outcome).length;
      const counts = { delivered: count('delivered'), dropped: count('dropped'), failed: count('failed') };
      assert.deepEqual(s.store.records.sets(WORKSPACE, ref.runId), [
        { name: 'people', count: 30, outcomes: counts },
        { name: 'plain', count: 2, outcomes: null },
      ]);
    });

    test('are read beside their rows from any row on', async (context) => {
      const s = await Scenario.open(context, setup);
      const { ref, all } = await manyRows(s);
      const expected = all.map((outcome, index) => ({ index, row: index, outcome }));
      for (const [from, limit] of [
        [0, 100],
        [0, 1],
        [3, 2],
        [4, 4],
        [29, 5],
        [30, 5],
      ] as const) {
        const found = s.store.records.rowsWithOutcomes(WORKSPACE, ref.runId, 'people', { from, limit });
        assert.deepEqual(found, expected.slice(from, from + limit), `${from} ${limit}`);
      }
    });

    test('pick out the rows that have one, across chunks that hold none', async (context) => {
      const s = await Scenario.open(context, setup);
      const { ref, all } = await manyRows(s);
      for (const outcome of ['delivered', 'dropped', 'failed'] as const) {
        const expected = all.flatMap((one, index) => (one.outcome === outcome ? [{ index, row: index, outcome: one }] : []));
        for (const [from, limit] of [
          [0, 100],
          [0, 3],
          [10, 4],
          [25, 9],
          [99, 9],
        ] as const) {
          const found = s.store.records.rowsWithOutcomes(WORKSPACE, ref.runId, 'people', { from, limit, outcome });
          assert.deepEqual(found, expected.filter(({ index }) => index >= from).slice(0, limit), `${outcome} ${from} ${limit}`);
        }
      }
    });

    test('are null for rows of a set that has none, and no such row is found by one', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      await s.make(ref, records('plain', ['a', 'b']), 1);
      const find = (outcome?: ItemOutcome): readonly unknown[] =>
        s.store.records.rowsWithOutcomes(WORKSPACE, ref.runId, 'plain', {
          from: 1,
          limit: 9,
          ...(outcome === undefined ? {} : { outcome }),
        });
      assert.deepEqual(find(), [{ index: 1, row: 'b', outcome: null }]);
      assert.deepEqual(find('failed'), []);
      assert.deepEqual(s.store.records.rowsWithOutcomes(WORKSPACE, 'nobody', 'plain', { from: 0, limit: 9 }), []);
      assert.deepEqual(s.store.records.rowsWithOutcomes('workspace-2', ref.runId, 'plain', { from: 0, limit: 9 }), []);
    });
  });
}
