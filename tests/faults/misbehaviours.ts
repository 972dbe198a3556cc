import type { Misbehaviour } from './workflows/misbehaves.ts';

/** What a workflow does, and what becomes of its run. The tests hold every row; the documentation shows them. */
export interface Case {
  readonly kind: Misbehaviour;
  readonly does: string;
  readonly status: 'completed' | 'failed' | 'waiting' | 'cancelled';
  readonly reason: string;
  /** The code of the error; null when there is none. */
  readonly code: string | null;
}

const failed = { status: 'failed', reason: 'step_failed' } as const;
const spoilt = { status: 'failed', reason: 'invalid_output', code: 'unrecordable_value' } as const;
const completed = { status: 'completed', reason: 'finished', code: null } as const;
const quarantined = { status: 'waiting', reason: 'quarantined', code: null } as const;

/** Ends that come within the moment in which they are caused. */
export const MISBEHAVIOURS: readonly Case[] = [
  { kind: 'throws', does: 'throws an error', ...failed, code: 'step_failed' },
  { kind: 'throws-text', does: 'throws a text', ...failed, code: 'step_failed' },
  { kind: 'throws-nothing', does: 'throws `undefined`', ...failed, code: 'step_failed' },
  { kind: 'throws-cycle', does: 'throws an object that refers to itself', ...failed, code: 'step_failed' },
  { kind: 'throws-hostile', does: 'throws an error whose message throws', ...failed, code: 'step_failed' },
  { kind: 'returns-cycle', does: 'a step returns an object that refers to itself', ...failed, code: 'unrecordable_value' },
  { kind: 'returns-function', does: 'a step returns a function', ...failed, code: 'unrecordable_value' },
  { kind: 'returns-bigint', does: 'a step returns a BigInt', ...failed, code: 'unrecordable_value' },
  { kind: 'returns-symbol', does: 'a step returns a symbol', ...failed, code: 'unrecordable_value' },
  { kind: 'returns-much', does: 'a step returns 50 MB', ...failed, code: 'unrecordable_value' },
  { kind: 'output-cycle', does: 'returns an object that refers to itself', ...spoilt },
  { kind: 'output-function', does: 'returns a function', ...spoilt },
  { kind: 'output-bigint', does: 'returns a BigInt', ...spoilt },
  { kind: 'output-much', does: 'returns 50 MB', ...spoilt },
  { kind: 'aborts', does: 'calls `process.abort`, which Node refuses in a thread', ...failed, code: 'ERR_WORKER_UNSUPPORTED_OPERATION' },
  { kind: 'rejects-unseen', does: 'leaves a rejected promise behind', ...completed },
  { kind: 'throws-unseen', does: 'throws in a callback that nobody waits for', ...completed },
  { kind: 'floods', does: 'writes 60,000 log lines, 10,000 more than are kept', ...completed },
];

/** Ends of the thread that a workflow runs in, or of the whole process: tried again, and put aside after three times. */
export const DEADLY: readonly Case[] = [
  { kind: 'exits', does: 'calls `process.exit`', ...quarantined },
  { kind: 'kills', does: 'kills the process with SIGKILL', ...quarantined },
];

/** Ends of the thread that a workflow runs in, and of nothing else. */
export const GREEDY: readonly Case[] = [
  { kind: 'leaks', does: 'keeps more and more small objects', ...quarantined },
  { kind: 'leaks-matches', does: 'keeps more and more lists of five million matches', ...quarantined },
  { kind: 'leaks-buffers', does: 'keeps more and more buffers, which are outside of the heap', ...quarantined },
];

/** An endless loop hears nothing: its thread is ended and replaced. */
export const ENDLESS = {
  timedOut: { kind: 'loops', does: 'loops without end, with a time-out', status: 'failed', reason: 'run_timeout', code: 'run_timeout' },
  cancelled: { kind: 'loops', does: 'loops without end, and is cancelled', status: 'cancelled', reason: 'cancelled_by_user', code: null },
  deaf: { kind: 'ignores-cancel', does: 'goes on after a cancel, in peace', status: 'cancelled', reason: 'cancelled_by_user', code: null },
} as const satisfies Readonly<Record<string, Case>>;
