import type { RunStatus } from '../../../packages/millrace/src/domain/run-status.ts';
import type { Effect } from '../effect-log.ts';
import type { CrashWorkflow } from '../right-answer.ts';

/**
 * Everything that is known after a crash test, from five independent witnesses: the driver (boots), the clients
 * (acknowledgements), the readers, the effect server, and the data directory. The oracle judges nothing else.
 */
export interface Evidence {
  readonly boots: readonly Boot[];
  readonly acknowledged: Acknowledged;
  readonly seen: Seen;
  readonly effects: readonly Effect[];
  readonly stored: Stored;
}

/** One life of the server. Lives do not overlap. */
export interface Boot {
  readonly pid: number;
  readonly spawnedAt: number;
  readonly readyAt: number | null;
  readonly endedAt: number;
  /** How it ended: the name of a point, `random`, or `clean`. */
  readonly end: string;
}

export interface Acknowledged {
  readonly starts: readonly AcknowledgedStart[];
  readonly signals: readonly { readonly runId: string; readonly name: string }[];
  readonly decisions: readonly { readonly runId: string; readonly reviewId: string; readonly decision: string }[];
  readonly cancels: readonly { readonly runId: string; readonly answer: 'done' | 'requested' }[];
}

/** A start that was answered with 2xx at least once. Every answer for the same key names a run. */
export interface AcknowledgedStart {
  readonly key: string;
  readonly workflow: CrashWorkflow;
  readonly n: number;
  readonly runIds: readonly string[];
  /** False for runs that the load cancels: their answer does not count. */
  readonly mustComplete: boolean;
}

export interface Seen {
  /** Answers to polls, in the order in which one reader of the run got them. */
  readonly polls: readonly { readonly runId: string; readonly answers: readonly SeenStatus[] }[];
  /** What one reader of the stream of a run got over all its connections. */
  readonly streams: readonly { readonly runId: string; readonly events: readonly SeenEvent[] }[];
}

export interface SeenStatus {
  readonly seq: number;
  readonly status: RunStatus;
}

export interface SeenEvent {
  readonly seq: number;
  readonly type: string;
}

export interface Stored {
  readonly runs: readonly StoredRun[];
  readonly artifacts: readonly {
    readonly runId: string;
    readonly storageKey: string;
    readonly sizeBytes: number;
    readonly sha256: string;
  }[];
  readonly files: readonly { readonly storageKey: string; readonly sizeBytes: number; readonly sha256: string }[];
  readonly ledger: {
    /** In the order in which they were written. */
    readonly entries: readonly LedgerRow[];
    readonly balances: { readonly available: number; readonly held: number; readonly spent: number };
  };
}

export interface LedgerRow {
  readonly runId: string;
  readonly kind: string;
  readonly amount: number;
}

export interface StoredRun {
  readonly id: string;
  readonly workflow: string;
  /** The key that its input carries. */
  readonly key: string;
  readonly n: number;
  readonly status: RunStatus;
  readonly reason: string;
  readonly seq: number;
  readonly parentRunId: string | null;
  readonly answer: number | null;
  /** Credits that were put aside for it; 0 when it takes none. */
  readonly held: number;
  /** Credits that its log says it has used. */
  readonly used: number;
  readonly events: readonly LoggedEvent[];
}

export interface LoggedEvent {
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly fact: LoggedFact | null;
}

/** What an event says, as far as the oracle needs it. */
export type LoggedFact =
  | { readonly kind: 'recovered'; readonly crashed: boolean }
  | { readonly kind: 'finished'; readonly status: RunStatus }
  | { readonly kind: 'completed'; readonly step: string; readonly items: readonly (number | null)[] }
  | { readonly kind: 'intent'; readonly step: string }
  | { readonly kind: 'signal'; readonly name: string }
  | { readonly kind: 'decided'; readonly reviewId: string; readonly decision: string }
  | { readonly kind: 'queued-by-resume'; readonly to: 'queued' | 'waiting' };
