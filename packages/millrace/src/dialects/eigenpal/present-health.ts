import type { JsonObject } from '../../domain/json.ts';
import type { Bucket, HealthBucket, HealthCounts, VerdictHealth } from '../../domain/verdict-health.ts';
import { wilsonInterval } from '../../domain/verdict-health.ts';
import { iso } from './times.ts';

export interface AskedHealth {
  readonly from: number;
  readonly to: number;
  readonly bucket: Bucket;
  readonly rollingWindow: number;
  readonly minRollingReviews: number;
}

/** A finished run as the rolling view sees it. */
export interface SeenRun {
  readonly createdAt: number;
  readonly isReviewed: boolean;
}

/** `seen` are the finished runs of the range, oldest first, as far back as the rolling view goes. */
export function presentHealth(asked: AskedHealth, health: VerdictHealth, seen: readonly SeenRun[]): JsonObject {
  const { from, to, bucket, rollingWindow, minRollingReviews } = asked;
  const { confidence } = health.totals;
  return {
    timeRange: { from: iso(from), to: iso(to) },
    granularity: { bucket, rollingWindow, minRollingReviews },
    summary: {
      ...presentCounts(health.totals),
      confidence: { lower: confidence?.lower ?? null, upper: confidence?.upper ?? null, method: 'wilson' },
    },
    buckets: health.buckets.map((counts) => presentBucket(counts, bucket)),
    rolling: health.rolling.map(({ createdAt, judged, correctness }) => {
      const correct = Math.round(correctness * judged);
      const interval = wilsonInterval(correct, judged);
      return {
        at: iso(createdAt),
        reviewedRuns: judged,
        correctReviews: correct,
        reviewedCorrectness: correctness,
        confidenceLower: interval?.lower ?? 0,
        confidenceUpper: interval?.upper ?? 1,
        ...presentWindow(seen, createdAt, rollingWindow),
      };
    }),
  };
}

/** The same window over all finished runs, reviewed or not. */
function presentWindow(seen: readonly SeenRun[], at: number, size: number): JsonObject {
  const end = seen.findLastIndex(({ createdAt }) => createdAt <= at) + 1;
  const runs = seen.slice(Math.max(0, end - size), end);
  const reviewed = runs.filter(({ isReviewed }) => isReviewed).length;
  return { totalRunsInWindow: runs.length, reviewCoverage: runs.length === 0 ? 0 : reviewed / runs.length };
}

function presentBucket(counts: HealthBucket, bucket: Bucket): JsonObject {
  return { start: iso(counts.start), end: iso(endOfBucket(counts.start, bucket)), ...presentCounts(counts) };
}

/** Only runs that have ended can be reviewed, so that only they are counted. */
function presentCounts({ finished, correct, incorrect, unjudged, coverage, correctness }: HealthCounts): JsonObject {
  return {
    totalRuns: finished,
    reviewedRuns: correct + incorrect,
    reviewCoverage: coverage,
    correctReviews: correct,
    incorrectReviews: incorrect,
    nitReviews: unjudged,
    reviewedCorrectness: correctness,
  };
}

function endOfBucket(start: number, bucket: Bucket): number {
  const date = new Date(start);
  if (bucket === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return start + (bucket === 'week' ? 7 : 1) * 86_400_000;
}
