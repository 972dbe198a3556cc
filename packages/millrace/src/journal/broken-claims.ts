import type { CatalogCommit, RunChange, RunCommit } from '../domain/change.ts';
import type { Refusal } from '../domain/refusal.ts';

type Changes = readonly (RunCommit | CatalogCommit)[];

/**
 * Owners of whom a change was refused, and who may have posted more before they heard of it. The log would have a hole if
 * any of that was taken: their run is recovered, or ends without having completed.
 */
export class BrokenClaims {
  /** By run. */
  private readonly epochs = new Map<string, number>();

  get none(): boolean {
    return this.epochs.size === 0;
  }

  /** Why nothing of this commit may be taken, or null. */
  refusal(changes: Changes): Refusal | null {
    for (const commit of changes) {
      if (commit.kind === 'catalog' || commit.epoch === null || mayFollow(commit.change)) continue;
      if (this.epochs.get(commit.runId) === commit.epoch) return { kind: 'stale_owner', claimEpoch: commit.epoch };
    }
    return null;
  }

  refused(changes: Changes): void {
    for (const commit of changes) {
      if (commit.kind === 'catalog' || commit.epoch === null || mayFollow(commit.change)) continue;
      this.epochs.set(commit.runId, Math.max(commit.epoch, this.epochs.get(commit.runId) ?? 0));
    }
  }

  /** What is durable: a run that was let go or has ended has no owner who could leave a hole. */
  taken(changes: Changes): void {
    if (this.none) return;
    for (const commit of changes) {
      if (commit.kind === 'run' && mayFollow(commit.change)) this.epochs.delete(commit.runId);
    }
  }
}

function mayFollow(change: RunChange): boolean {
  if (change.type === 'run.finished') return change.status !== 'completed';
  return change.type === 'run.recovered' || change.type === 'run.started';
}
