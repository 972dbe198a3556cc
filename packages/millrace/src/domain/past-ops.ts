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
  /** Null while the call had no answer. The chunks of a map are answers one by one; the last of them stands here. */
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
  const awaited = new Map<string, string>();
  for (const past of history) {
    const { change } = past;
    if (change.type === 'review.requested') awaited.set(change.reviewId, change.op);
    if (change.type === 'child.started') awaited.set(change.runId, change.op);
    const op = opOf(change, awaited);
    const parsed = op === null ? null : parseOp(op);
    if (op === null || parsed === null) continue;
    const known = ops.get(op) ?? newOp(op, parsed.kind, parsed.name, past);
    ops.set(op, withChange(known, past));
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

function opOf(change: RunChange, awaited: ReadonlyMap<string, string>): string | null {
  if (change.type === 'review.decided') return awaited.get(change.reviewId) ?? null;
  if (change.type === 'child.finished') return awaited.get(change.runId) ?? null;
  return 'op' in change ? change.op : null;
}

function newOp(op: string, kind: OpKind, name: string, { seq, at, change }: PastChange): PastOp {
  const began = { seq, at: 'startedAt' in change ? Math.min(change.startedAt, at) : at };
  return { op, kind, name, began, ended: null, failed: null, copied: false, stage: null, changes: [] };
}

function withChange(op: PastOp, past: PastChange): PastOp {
  const { seq, at, change } = past;
  const next = { ...op, changes: [...op.changes, past], stage: 'stage' in change ? change.stage : op.stage };
  switch (change.type) {
    case 'step.started':
    case 'wait.started':
    case 'review.requested':
    case 'child.started':
      return next;
    case 'sleep.started':
      // The end of a sleep is not recorded: it is over when its time has come.
      return { ...next, ended: { seq, at: change.until } };
    case 'step.completed':
      return { ...next, ended: { seq, at }, copied: change.copiedFrom !== null };
    case 'step.attempt-failed':
      return change.retryAt === null ? { ...next, failed: { seq, at } } : next;
    case 'child.finished':
      return change.status === 'completed' ? { ...next, ended: { seq, at } } : { ...next, failed: { seq, at } };
    default:
      return { ...next, ended: { seq, at } };
  }
}
