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
