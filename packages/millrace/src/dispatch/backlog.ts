import type { CommittedRun } from '../journal/journal.ts';
import type { DispatchReads } from '../store/store.ts';

/** Runs that are due later than this are left to the store and looked for again in time. */
const HORIZON_MS = 60_000;
const PART = 4_000;

/**
 * Reads from the store which runs are due soonest, part by part, so that a long queue is never read at once. After the
 * last part it begins anew: a run that nobody spoke of is found the next time round.
 */
export class Backlog {
  private readonly dispatch: DispatchReads;
  private last: CommittedRun | null = null;
  private read = 0;

  constructor(dispatch: DispatchReads) {
    this.dispatch = dispatch;
  }

  /** All runs that are due by then have been read. */
  get readUntil(): number {
    return this.read;
  }

  nextPart(now: number): readonly CommittedRun[] {
    const until = now + HORIZON_MS;
    const runs = this.dispatch.runnable(until, PART, this.last);
    this.last = runs.length < PART ? null : (runs.at(-1) ?? null);
    this.read = this.last?.runnableAt ?? until;
    return runs;
  }

  /** What was read has been forgotten in part. */
  readAgain(): void {
    this.last = null;
    this.read = 0;
  }
}
