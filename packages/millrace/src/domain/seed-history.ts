import type { RunChange, RunChangeOf } from './change.ts';
import type { OpKind } from './op.ts';
import { withoutFailed } from './packed-items.ts';
import { pastOps } from './past-ops.ts';
import type { Moment, PastChange, PastOp } from './past-ops.ts';

/** Calls whose answers a new run takes over. The others cost nothing and are made again as the function runs. */
const TAKEN_OVER: ReadonlySet<OpKind> = new Set(['step', 'map', 'sleep', 'wait', 'review', 'call', 'records', 'artifact', 'items']);

/** Where what is taken over comes from, and the seq that the first of it will have in the log of the new run. */
export interface Seeding {
  readonly sourceRunId: string;
  readonly firstSeq: number;
}

/**
 * What a retry begins with: everything that the run finished, except what failed for good and what began only after the
 * first such failure. What came after a failure may have been done because of it, and would not be asked for again.
 * Of a map that failed the run, only the failed items are left out.
 */
export function seedsOfRetry(history: readonly PastChange[], failedStep: string | null, seeding: Seeding): readonly RunChange[] {
  const ops = pastOps(history);
  const isBroken = (op: PastOp): boolean => op.kind === 'map' && op.name === failedStep;
  const failure = firstFailure([...ops.values()].map((op) => (isBroken(op) ? op.ended : op.failed)));
  const kept = (op: PastOp): boolean => op.ended !== null && op.failed === null && (failure === null || !beganAfter(op, failure));
  const broken = new Set([...ops.values()].filter(isBroken).map(({ op }) => op));
  return takeOver(history, { ops, kept, heard: () => true }, seeding).flatMap((change) =>
    change.type === 'items.recorded' && broken.has(change.op) ? mend(change) : [change],
  );
}

/** What a rerun from a call begins with: everything that was finished when that call began. */
export function seedsOfRerun(history: readonly PastChange[], from: PastOp, seeding: Seeding): readonly RunChange[] {
  const ops = pastOps(history);
  const before = ({ seq, at }: Moment): boolean => seq < from.began.seq && (from.copied || at <= from.began.at);
  const kept = (op: PastOp, past: PastChange): boolean => {
    if (op.kind === 'map') return before(past);
    return op.ended !== null && op.failed === null && before(op.ended);
  };
  return takeOver(history, { ops, kept, heard: before }, seeding);
}

interface Choice {
  readonly ops: ReadonlyMap<string, PastOp>;
  readonly kept: (op: PastOp, past: PastChange) => boolean;
  /** Whether a signal that arrived then counts as received. */
  readonly heard: (past: PastChange) => boolean;
}

function takeOver(history: readonly PastChange[], { ops, kept, heard }: Choice, { sourceRunId, firstSeq }: Seeding): readonly RunChange[] {
  const taken = new Set<PastChange>();
  for (const op of ops.values()) {
    if (!TAKEN_OVER.has(op.kind)) continue;
    for (const past of op.changes) if (isAnswer(past.change) && kept(op, past)) taken.add(past);
  }
  const seeds: RunChange[] = [];
  const seqs = new Map<number, number>();
  for (const past of history) {
    const { change, seq } = past;
    if (!taken.has(past) && !(change.type === 'signal.received' && heard(past))) continue;
    seqs.set(seq, firstSeq + seeds.length);
    seeds.push(relabel(change, sourceRunId, seqs));
  }
  return seeds;
}

/** Attempts that led nowhere stay with the run that made them, and so does a review: its outcome is in the end of the wait. */
function isAnswer({ type }: RunChange): boolean {
  return type !== 'step.started' && type !== 'step.attempt-failed' && type !== 'review.requested';
}

function relabel(change: RunChange, sourceRunId: string, seqs: ReadonlyMap<number, number>): RunChange {
  // What a copied result cost was paid by the run that it comes from.
  if (change.type === 'child.finished') return { ...change, creditsUsed: 0 };
  if (change.type === 'step.completed') return { ...change, copiedFrom: change.copiedFrom ?? sourceRunId };
  if (change.type !== 'wait.completed' || change.signalSeq === null) return change;
  return { ...change, signalSeq: seqs.get(change.signalSeq) ?? null };
}

function firstFailure(failures: readonly (Moment | null)[]): Moment | null {
  let first: Moment | null = null;
  for (const failure of failures) if (failure !== null && (first === null || failure.seq < first.seq)) first = failure;
  return first;
}

function beganAfter({ began }: PastOp, failure: Moment): boolean {
  return began.seq > failure.seq && began.at >= failure.at;
}

/** The first chunk stays even when nothing is left of it: it is the one that says how many items there are. */
function mend(chunk: RunChangeOf<'items.recorded'>): readonly RunChange[] {
  const { payload, outcomes } = withoutFailed(chunk.payload);
  return chunk.first || outcomes.delivered + outcomes.dropped > 0 ? [{ ...chunk, payload, outcomes }] : [];
}
