import type { JsonText } from '../../../packages/millrace/src/domain/json.ts';
import type { TerminalStatus } from '../../../packages/millrace/src/domain/run-status.ts';

/** What the log has said about one recorded call. */
export interface SeenOp {
  readonly op: string;
  /** What it gave; null while it has not ended. */
  end: { readonly payload: JsonText | null; readonly failed: boolean } | null;
  failures: number;
  retryAt: number | null;
  intents: number;
  readonly items: Set<number>;
  until: number | null;
  isWaiting: boolean;
  reviewId: string | null;
  childId: string | null;
}

/** A run as its log tells it, kept beside Millrace's own fold of the same log. */
export interface SeenRun {
  readonly id: string;
  readonly workflow: string;
  readonly key: string | null;
  readonly parentId: string | null;
  readonly startAt: number | null;
  readonly expiresAt: number | null;
  readonly timeoutMs: number | null;
  readonly held: number;
  readonly prepaid: boolean;
  seq: number;
  at: number;
  /** As its row says. */
  status: string;
  /** How often its function was started. */
  starts: number;
  startedAt: number | null;
  finished: { readonly status: TerminalStatus; readonly reason: string; readonly deaths: number } | null;
  /** An engine has it. */
  isRunning: boolean;
  isPaused: boolean;
  pauseWanted: boolean;
  cancelWanted: boolean;
  /** What it was parked on when an engine let it go; null when that was not a wait. */
  park: { readonly runnableAt: number | null; readonly wakeOn: readonly string[]; isWoken: boolean } | null;
  /** The seq of the last signal, decision or end of a called run. */
  inputSeq: number;
  readonly ops: Map<string, SeenOp>;
  readonly signals: Map<number, { readonly name: string; readonly payload: JsonText | null; isTaken: boolean }>;
  /** By review: what was decided. */
  readonly decisions: Map<string, { readonly payload: JsonText | null; readonly decision: string }>;
  readonly childEnds: Map<string, { readonly status: TerminalStatus; readonly payload: JsonText | null }>;
}

export function opOf(run: SeenRun, op: string): SeenOp {
  const known = run.ops.get(op);
  if (known !== undefined) return known;
  const seen: SeenOp = {
    op,
    end: null,
    failures: 0,
    retryAt: null,
    intents: 0,
    items: new Set(),
    until: null,
    isWaiting: false,
    reviewId: null,
    childId: null,
  };
  run.ops.set(op, seen);
  return seen;
}
