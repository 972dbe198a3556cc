import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { replayLine, tallyOf } from './report.ts';
import { runSeeds } from './run-seeds.ts';
import type { SeedResult } from './simulate-seed.ts';

const SEEDS = 2_000;

async function liveThrough(first: number, count: number, lanes: number): Promise<readonly SeedResult[]> {
  const results: SeedResult[] = [];
  await runSeeds({
    first,
    count,
    lanes,
    heard: (result) => {
      results.push(result);
      return false;
    },
  });
  return results.toSorted((a, b) => a.seed - b.seed);
}

test(`every promise holds in ${SEEDS} histories with crashes, dead engines, lost answers and late timers`, async (t) => {
  const results = await liveThrough(1, SEEDS, Math.min(4, Math.max(2, availableParallelism())));
  assert.deepEqual(
    results.flatMap((result) => replayLine(result, null) ?? []),
    [],
  );
  const tally = tallyOf(results);
  t.diagnostic(JSON.stringify(tally));
  assert.equal(tally.seeds, SEEDS);
  // Without these, that nothing was found would say nothing.
  assert.ok(tally.crashes > SEEDS / 2, `only ${tally.crashes} crashes`);
  assert.ok(tally.runs > SEEDS * 4, `only ${tally.runs} runs`);
  assert.ok(tally.executions > SEEDS * 10, `only ${tally.executions} steps and items were executed`);
});

test('a seed has one history, whatever was lived through before it in the same thread', async () => {
  const [alone, beside] = await Promise.all([liveThrough(1, 24, 1), liveThrough(1, 24, 5)]);
  assert.deepEqual(
    alone.map(({ seed, hash }) => ({ seed, hash })),
    beside.map(({ seed, hash }) => ({ seed, hash })),
  );
  assert.equal(new Set(alone.map(({ hash }) => hash)).size, alone.length);
});
