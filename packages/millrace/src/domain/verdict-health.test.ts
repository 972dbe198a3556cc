import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startOfBucket, verdictHealth, wilsonInterval } from './verdict-health.ts';
import type { DayCounts, JudgedRun } from './verdict-health.ts';

function day(date: string, counts: Partial<DayCounts>): DayCounts {
  return { day: Date.parse(date), finished: 0, correct: 0, incorrect: 0, unjudged: 0, ...counts };
}

function judged(...verdicts: readonly JudgedRun['verdict'][]): readonly JudgedRun[] {
  return verdicts.map((verdict, index) => ({ runId: `r${index}`, createdAt: index, verdict }));
}

function near(value: number | undefined, wanted: number): void {
  assert.ok(Math.abs((value ?? Number.NaN) - wanted) < 1e-4, `${value}`);
}

const OPTIONS = { bucket: 'day', rollingWindow: 2, minRolling: 1 } as const;

test('totals count what was judged, and leave remarks that judge nothing out of every share', () => {
  const days = [day('2026-11-01', { finished: 8, correct: 3, unjudged: 2 }), day('2026-11-02', { finished: 2, incorrect: 1 })];
  const { totals } = verdictHealth(days, [], OPTIONS);
  assert.deepEqual(
    [totals.finished, totals.correct, totals.incorrect, totals.unjudged, totals.coverage, totals.correctness],
    [10, 3, 1, 2, 0.4, 0.75],
  );
});

test('shares of nothing are null', () => {
  const { totals, buckets, rolling } = verdictHealth([], [], OPTIONS);
  assert.deepEqual([totals.coverage, totals.correctness, totals.confidence], [null, null, null]);
  assert.deepEqual([buckets, rolling], [[], []]);
  assert.equal(verdictHealth([day('2026-11-01', { finished: 3, unjudged: 1 })], [], OPTIONS).totals.correctness, null);
});

test('coverage never goes beyond all, also where not all runs could be counted', () => {
  assert.equal(verdictHealth([day('2026-11-01', { finished: 1, correct: 5 })], [], OPTIONS).totals.coverage, 1);
});

test('weeks begin on Monday and months on the first, in UTC', () => {
  // A Sunday, and the Monday after it.
  const days = [day('2026-11-01', { correct: 1 }), day('2026-11-02', { correct: 2 }), day('2026-11-30', { incorrect: 1 })];
  const starts = (bucket: 'day' | 'week' | 'month'): readonly string[] =>
    verdictHealth(days, [], { ...OPTIONS, bucket }).buckets.map(({ start }) => new Date(start).toISOString().slice(0, 10));
  assert.deepEqual(starts('day'), ['2026-11-01', '2026-11-02', '2026-11-30']);
  assert.deepEqual(starts('week'), ['2026-10-26', '2026-11-02', '2026-11-30']);
  assert.deepEqual(starts('month'), ['2026-11-01']);
  assert.equal(startOfBucket(Date.parse('2026-11-02T23:59:59.999Z'), 'week'), Date.parse('2026-11-02'));
});

test('buckets come in the order of time and add up to the totals', () => {
  const days = [day('2026-11-30', { finished: 2, correct: 1 }), day('2026-11-01', { finished: 3, incorrect: 2 })];
  const { buckets } = verdictHealth(days, [], OPTIONS);
  assert.deepEqual(
    buckets.map(({ finished, correct, incorrect }) => [finished, correct, incorrect]),
    [
      [3, 0, 2],
      [2, 1, 0],
    ],
  );
});

test("Wilson's interval is the known one for well-known counts", () => {
  const eight = wilsonInterval(8, 10);
  near(eight?.lower, 0.4902);
  near(eight?.upper, 0.9433);
  const none = wilsonInterval(0, 10);
  near(none?.lower, 0);
  near(none?.upper, 0.2775);
  const all = wilsonInterval(10, 10);
  near(all?.lower, 0.7225);
  near(all?.upper, 1);
  assert.equal(wilsonInterval(0, 0), null);
});

test('the rolling view looks back over the last judged runs', () => {
  const { rolling } = verdictHealth([], judged('correct', 'incorrect', 'incorrect', 'correct'), OPTIONS);
  assert.deepEqual(
    rolling.map(({ runId, judged: size, correctness }) => [runId, size, correctness]),
    [
      ['r0', 1, 1],
      ['r1', 2, 0.5],
      ['r2', 2, 0],
      ['r3', 2, 0.5],
    ],
  );
});

test('points that look back over too few runs are left out', () => {
  const { rolling } = verdictHealth([], judged('correct', 'correct', 'incorrect'), { ...OPTIONS, rollingWindow: 3, minRolling: 3 });
  assert.deepEqual(
    rolling.map(({ runId }) => runId),
    ['r2'],
  );
});
