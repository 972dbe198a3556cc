import type { VerdictValue } from './verdict.ts';

/** Counts of the runs of one workflow that were created on one day. */
export interface DayCounts {
  /** The beginning of the day in UTC. */
  readonly day: number;
  readonly finished: number;
  readonly correct: number;
  readonly incorrect: number;
  /** Verdicts that judge nothing. */
  readonly unjudged: number;
}

/** A run that somebody judged. */
export interface JudgedRun {
  readonly runId: string;
  readonly createdAt: number;
  readonly verdict: VerdictValue;
}

export const BUCKETS = ['day', 'week', 'month'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** How well the finished runs of a workflow did, as far as people looked. Shares are null where they would be of nothing. */
export interface HealthCounts {
  readonly finished: number;
  readonly correct: number;
  readonly incorrect: number;
  readonly unjudged: number;
  /** Judged runs among finished ones. */
  readonly coverage: number | null;
  /** Correct runs among judged ones. */
  readonly correctness: number | null;
  readonly confidence: Interval | null;
}

/** Where the true correctness lies with a probability of 95 %, by Wilson's score. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

export interface HealthBucket extends HealthCounts {
  /** Its first moment in UTC; weeks begin on Monday. */
  readonly start: number;
}

/** The correctness of the last judged runs up to this one. */
export interface RollingPoint {
  readonly runId: string;
  readonly createdAt: number;
  readonly judged: number;
  readonly correctness: number;
}

export interface VerdictHealth {
  readonly totals: HealthCounts;
  readonly buckets: readonly HealthBucket[];
  readonly rolling: readonly RollingPoint[];
}

export interface HealthOptions {
  readonly bucket: Bucket;
  /** How many judged runs a point of `rolling` looks back over. */
  readonly rollingWindow: number;
  /** Points that could look back over fewer are left out. */
  readonly minRolling: number;
}

export function verdictHealth(days: readonly DayCounts[], judged: readonly JudgedRun[], options: HealthOptions): VerdictHealth {
  const buckets = new Map<number, DayCounts[]>();
  for (const counts of days) {
    const start = startOfBucket(counts.day, options.bucket);
    buckets.set(start, [...(buckets.get(start) ?? []), counts]);
  }
  const starts = [...buckets].toSorted(([a], [b]) => a - b);
  return {
    totals: countUp(days),
    buckets: starts.map(([start, ofBucket]) => ({ start, ...countUp(ofBucket) })),
    rolling: rollingPoints(judged, options),
  };
}

/** The first moment of the day, week or month that a moment belongs to, in UTC. */
export function startOfBucket(at: number, bucket: Bucket): number {
  const date = new Date(at);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (bucket === 'month') return Date.UTC(year, month, 1);
  const sinceMonday = bucket === 'week' ? (date.getUTCDay() + 6) % 7 : 0;
  return Date.UTC(year, month, day - sinceMonday);
}

/** Wilson's score interval for a share that was seen `correct` times in `judged` tries; null without any. */
export function wilsonInterval(correct: number, judged: number): Interval | null {
  if (judged === 0) return null;
  const share = correct / judged;
  const square = Z_95 * Z_95;
  const middle = share + square / (2 * judged);
  const reach = Z_95 * Math.sqrt((share * (1 - share)) / judged + square / (4 * judged * judged));
  const scale = 1 + square / judged;
  return { lower: Math.max(0, (middle - reach) / scale), upper: Math.min(1, (middle + reach) / scale) };
}

/** 95 % of a normal distribution lie within so many standard deviations of its mean. */
const Z_95 = 1.959963984540054;

function countUp(days: readonly DayCounts[]): HealthCounts {
  const sum = (field: Exclude<keyof DayCounts, 'day'>): number => days.reduce((total, counts) => total + counts[field], 0);
  const [finished, correct, incorrect, unjudged] = [sum('finished'), sum('correct'), sum('incorrect'), sum('unjudged')];
  const judged = correct + incorrect;
  return {
    finished,
    correct,
    incorrect,
    unjudged,
    // Where there are too many runs to count them all, more may be judged than counted.
    coverage: finished === 0 ? null : Math.min(1, judged / finished),
    correctness: judged === 0 ? null : correct / judged,
    confidence: wilsonInterval(correct, judged),
  };
}

function rollingPoints(judged: readonly JudgedRun[], { rollingWindow, minRolling }: HealthOptions): readonly RollingPoint[] {
  const points: RollingPoint[] = [];
  let correct = 0;
  for (const [index, { runId, createdAt, verdict }] of judged.entries()) {
    if (verdict === 'correct') correct += 1;
    if (judged[index - rollingWindow]?.verdict === 'correct') correct -= 1;
    const size = Math.min(index + 1, rollingWindow);
    if (size >= minRolling) points.push({ runId, createdAt, judged: size, correctness: correct / size });
  }
  return points;
}
