import type { RunChange } from './change.ts';
import type { OpKind } from './op.ts';
import { pastOps } from './past-ops.ts';
import type { Moment, PastChange, PastOp } from './past-ops.ts';

/** Kinds of calls whose answers a new run takes over. The others are cheap and are made again as the function runs. */
const TAKEN_OVER: ReadonlySet<OpKind> = new Set(['step', 'map', 'sleep', 'wait', 'review', 'call', 'records', 'artifact', 'items']);

/** What a new run begins with: what the old one finished, ready to be appended to the new log from `firstSeq` on. */
export interface SeedRequest {
  readonly sourceRunId: string;
  /** The seq that the first of the copied changes will have. */
  readonly firstSeq: number;
  /** A review belongs to one run, so that a copied one needs an id of its own. */
  readonly newId: () => string;
}

/**
 * For a retry: everything that the run finished, except what failed for good and what began only after the first such
 * failure. What came after a failure may have been done because of it, and would not be asked for again.
 */
export function seedsOfRetry(history: readonly PastChange[], failedStep: string | null, request: SeedRequest): readonly RunChange[] {
  const ops = pastOps(history);
  const end = history.at(-1)?.at ?? 0;
  const failure = firstFailure(ops);
  const kept = (op: PastOp, past: PastChange): boolean => {
    if (op.failed !== null || (op.kind === 'map' && op.name === failedStep)) return false;
    if (op.kind === 'sleep' && op.ended !== null && op.ended.at > end) return false;
    return op.ended !== null && past.seq <= op.ended.seq && (failure === null || !isAfter(op.began, failure));
  };
  return copy(history, { ops, kept, heard: () => true }, request);
}

/** For a rerun from a call: everything that was finished when that call began. */
export function seedsOfRerun(history: readonly PastChange[], from: PastOp, request: SeedRequest): readonly RunChange[] {
  const ops = pastOps(history);
  const before = ({ seq, at }: Moment): boolean => seq < from.began.seq && (from.copied || at <= from.began.at);
  const kept = (op: PastOp, past: PastChange): boolean => {
    if (op.kind === 'map') return before(past);
    return op.op !== from.op && op.ended !== null && before(op.ended);
  };
  return copy(history, { ops, kept, heard: before }, request);
}

function firstFailure(ops: ReadonlyMap<string, PastOp>): Moment | null {
  let first: Moment | null = null;
  for (const { failed } of ops.values()) if (failed !== null && (first === null || failed.seq < first.seq)) first = failed;
  return first;
}

function isAfter(began: Moment, failure: Moment): boolean {
  return began.seq > failure.seq && began.at >= failure.at;
}

interface Choice {
  readonly ops: ReadonlyMap<string, PastOp>;
  readonly kept: (op: PastOp, past: PastChange) => boolean;
  /** Whether a signal that arrived then had been heard. */
  readonly heard: (past: PastChange) => boolean;
}

function copy(history: readonly PastChange[], { ops, kept, heard }: Choice, request: SeedRequest): readonly RunChange[] {
  const taken = new Set<PastChange>();
  for (const op of ops.values()) {
    if (!TAKEN_OVER.has(op.kind)) continue;
    for (const past of op.changes) if (kept(op, past) && isAnswer(past.change)) taken.add(past);
  }
  const seeds: RunChange[] = [];
  const seqs = new Map<number, number>();
  const reviewIds = new Map<string, string>();
  for (const past of history) {
    if (!taken.has(past) && !(past.change.type === 'signal.received' && heard(past))) continue;
    seqs.set(past.seq, request.firstSeq + seeds.length);
    seeds.push(relabel(past.change, request, seqs, reviewIds));
  }
  return seeds;
}

/** Attempts that led nowhere stay with the run that made them. */
function isAnswer(change: RunChange): boolean {
  return change.type !== 'step.started' && change.type !== 'step.attempt-failed';
}

function relabel(change: RunChange, request: SeedRequest, seqs: ReadonlyMap<number, number>, reviewIds: Map<string, string>): RunChange {
  switch (change.type) {
    case 'step.completed':
      return { ...change, copiedFrom: change.copiedFrom ?? request.sourceRunId };
    case 'wait.completed':
      return { ...change, signalSeq: change.signalSeq === null ? null : (seqs.get(change.signalSeq) ?? null) };
    case 'review.requested':
      reviewIds.set(change.reviewId, request.newId());
      return { ...change, reviewId: reviewIds.get(change.reviewId) ?? change.reviewId };
    case 'review.decided':
      return { ...change, reviewId: reviewIds.get(change.reviewId) ?? change.reviewId };
    default:
      return change;
  }
}
