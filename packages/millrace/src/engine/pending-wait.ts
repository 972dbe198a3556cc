import type { RunChangeOf } from '../domain/change.ts';
import type { StatusReasonCode } from '../domain/status-reason.ts';
import type { WaitingFor } from '../domain/waiting-for.ts';

/** Something that the function waits for. */
export interface PendingWait {
  readonly op: string;
  readonly reason: StatusReasonCode;
  readonly waitingFor: WaitingFor;
  /** The input that ends it, as `signal:name`; null when only time does. */
  readonly wakeOn: string | null;
  readonly until: number | null;
  /** Looks for the answer again; true when the wait is over. */
  readonly answer: () => boolean;
}

/** The change that parks a run on all of its waits. What needs a person is shown first, then what ends first by itself. */
export function waitChange(waits: readonly PendingWait[], seenInputSeq: number): RunChangeOf<'run.waiting'> {
  const [shown] = waits.toSorted((a, b) => urgency(a) - urgency(b));
  if (shown === undefined) throw new Error('A run parks only when it waits for something.');
  return {
    type: 'run.waiting',
    reason: shown.reason,
    waitingFor: shown.waitingFor,
    wakeOn: waits.flatMap((wait) => (wait.wakeOn === null ? [] : [wait.wakeOn])),
    runnableAt: firstEnd(waits),
    seenInputSeq,
  };
}

function urgency({ waitingFor, until }: PendingWait): number {
  return waitingFor.kind === 'attention' ? 0 : (until ?? Number.MAX_SAFE_INTEGER);
}

function firstEnd(waits: readonly PendingWait[]): number | null {
  const ends = waits.flatMap(({ until }) => (until === null ? [] : [until]));
  return ends.length === 0 ? null : Math.min(...ends);
}
