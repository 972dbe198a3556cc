import type { RunChange } from './change.ts';
import { isStepKind, parseOp } from './op.ts';
import type { OpKind } from './op.ts';

/** One change of a run that is over, or that is being left behind, as its log holds it. */
export interface PastChange {
  readonly seq: number;
  readonly at: number;
  readonly change: RunChange;
}

/** A place in a log. Two things may have the same time, and a thing may have begun long before it was recorded. */
export interface Moment {
  readonly seq: number;
  readonly at: number;
}

/** One recorded call of a workflow function, with everything that was recorded of it. */
export interface PastOp {
  readonly op: string;
  readonly kind: OpKind;
  readonly name: string;
  readonly began: Moment;
  /** Null while the call had no answer. Each chunk of a map is an answer to some of its items; the last one stands here. */
  readonly ended: Moment | null;
  /** Where it failed for good. */
  readonly failed: Moment | null;
  /** True when its answer was taken over from an earlier run. */
  readonly copied: boolean;
  readonly stage: string | null;
  readonly changes: readonly PastChange[];
}

/** The calls of a run by op, in the order in which they first appear in its log. */
export function pastOps(history: readonly PastChange[]): ReadonlyMap<string, PastOp> {
  const ops = new Map<string, PastOp>();
  const callers = new Map<string, string>();
  for (const past of history) {
    const { change } = past;
    if (change.type === 'child.started') callers.set(change.runId, change.op);
    const op = change.type === 'child.finished' ? callers.get(change.runId) : opOf(change);
    const known = op === undefined ? null : (ops.get(op) ?? newOp(op, past));
    if (known !== null) ops.set(known.op, withChange(known, past));
  }
  return ops;
}

/** The call that a person means: by its op, or else the first step of that name. */
export function findPastOp(ops: ReadonlyMap<string, PastOp>, nameOrOp: string): PastOp | null {
  const exact = ops.get(nameOrOp);
  if (exact !== undefined) return exact;
  for (const op of ops.values()) if (op.name === nameOrOp && isStepKind(op.kind)) return op;
  return null;
}

function opOf(change: RunChange): string | undefined {
  return 'op' in change ? (change.op ?? undefined) : undefined;
}

function newOp(op: string, { seq, at, change }: PastChange): PastOp | null {
  // Rows are recorded in pieces, each under the op of its call and its own number: `records:people#1:2`.
  const parsed = parseOp(op) ?? parseOp(op.replace(/:\d+$/, ''));
  if (parsed === null) return null;
  const began = { seq, at: 'startedAt' in change ? Math.min(change.startedAt, at) : at };
  return { op, kind: parsed.kind, name: parsed.name, began, ended: null, failed: null, copied: false, stage: null, changes: [] };
}

function withChange(op: PastOp, past: PastChange): PastOp {
  const { seq, at, change } = past;
  const next = { ...op, changes: [...op.changes, past], stage: 'stage' in change ? change.stage : op.stage };
  switch (change.type) {
    case 'step.started':
    case 'sleep.started':
    case 'wait.started':
    case 'review.requested':
    case 'child.started':
      return next;
    case 'step.completed':
      return { ...next, ended: { seq, at }, copied: change.copiedFrom !== null };
    case 'step.attempt-failed':
      return change.retryAt === null ? { ...next, failed: { seq, at } } : next;
    case 'wait.completed':
      // How a call ended has been told by the run that was called.
      return op.kind === 'call' ? next : { ...next, ended: { seq, at } };
    case 'child.finished':
      return change.status === 'completed' ? { ...next, ended: { seq, at } } : { ...next, failed: { seq, at } };
    default:
      return { ...next, ended: { seq, at } };
  }
}
