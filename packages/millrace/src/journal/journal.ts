import type { Change } from '../domain/change.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { RunStatus } from '../domain/run-status.ts';

/**
 * The one writer. Everything that changes a run, or what a workspace holds, goes through `commit`.
 *
 * A commit is atomic: all of its changes are durable when the promise resolves with `ok`, none of them when it
 * resolves with a refusal. Commits of one sender are applied in the order in which they were made. The promise
 * rejects only when the process is going down.
 */
export interface Journal {
  commit(changes: readonly Change[]): Promise<CommitResult>;
  /** Tells what has become durable, after it has; returns a function that ends the subscription. */
  onCommitted(listener: (committed: readonly CommittedRun[]) => void): () => void;
  close(): Promise<void>;
}

export type CommitResult =
  | { readonly ok: true; readonly runs: readonly CommittedRun[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Where a run stands after a commit: enough to dispatch it, to drop a stale answer and to wake a reader. */
export interface CommittedRun {
  readonly workspaceId: string;
  readonly runId: string;
  readonly runNumber: number;
  readonly seq: number;
  readonly status: RunStatus;
  readonly workflow: string;
  readonly version: string;
  readonly priority: number;
  readonly concurrencyKey: string | null;
  /** Set when a dispatcher may take the run at that time. */
  readonly runnableAt: number | null;
  /** The next time at which something has to be done about the run, whatever it is doing: expiry or time-out. */
  readonly deadlineAt: number | null;
  readonly claimEpoch: number;
  /** Crashes of the process in a row while it ran: a run with some is suspected of having caused them. */
  readonly crashes: number;
  /** Grows when a signal, a decision or the end of a called run has arrived. */
  readonly inputSeq: number;
  /** Why the run is to be cancelled; null when nobody asked for it. */
  readonly cancelReason: 'cancelled_by_user' | 'cancelled_by_parent' | null;
  readonly pauseRequested: boolean;
  readonly parentRunId: string | null;
  readonly children: number;
}
