import type { Found } from './finding.ts';
import type { LogReader } from './read-log.ts';

/** What the server has said yes to: from then on it has to be so, whatever happens. */
export class Acks {
  private readonly log: LogReader;
  private readonly found: Found;
  private readonly starts = new Set<string>();
  private readonly byKey = new Map<string, string>();
  private readonly cancelled = new Set<string>();
  private readonly paused = new Set<string>();
  private readonly decided = new Map<string, string>();

  constructor(log: LogReader, found: Found) {
    this.log = log;
    this.found = found;
  }

  get count(): number {
    return this.starts.size;
  }

  started(runId: string, key: string | null): void {
    this.starts.add(runId);
    if (!this.log.has(runId)) this.found('G1', `run ${runId} was acknowledged and is not there`);
    if (key === null) return;
    const first = this.byKey.get(key) ?? runId;
    if (first !== runId) this.found('G2', `the key ${key} gave run ${first} and then ${runId}`);
    this.byKey.set(key, first);
  }

  cancelRequested(runId: string): void {
    this.cancelled.add(runId);
  }

  /** Somebody else may have taken the wish back before its answer left. */
  pauseRequested(runId: string, isStillWanted: boolean): void {
    if (isStillWanted) this.paused.add(runId);
  }

  resumed(runId: string): void {
    this.paused.delete(runId);
  }

  decidedReview(reviewId: string, decision: string): void {
    const first = this.decided.get(reviewId);
    if (first !== undefined) this.found('G9', `review ${reviewId} was acknowledged as ${first} and as ${decision}`);
    this.decided.set(reviewId, decision);
  }

  isCancelled(runId: string): boolean {
    return this.cancelled.has(runId);
  }

  isPaused(runId: string): boolean {
    return this.paused.has(runId);
  }

  /** After a crash: nothing that was acknowledged is gone. */
  checkStarts(): void {
    for (const runId of this.starts) {
      if (!this.log.has(runId)) this.found('G1', `run ${runId} was acknowledged and is gone after a crash`);
    }
  }
}
