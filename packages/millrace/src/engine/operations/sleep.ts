import { checkTime } from '../duration-option.ts';
import type { Execution } from '../execution.ts';

/** Sleeps until a time that is worked out once, at the first call, and recorded. */
export async function sleep(execution: Execution, name: string, untilOf: (now: number) => number): Promise<void> {
  const op = execution.nextOp('sleep', name);
  if (execution.history.waitEnd(op) !== null) return execution.replayed(op);
  const started = execution.history.waitStart(op);
  const until = started?.until ?? checkTime(untilOf(execution.ports.now()), `the end of sleep ${name}`);
  if (started === null) {
    await execution.mayBegin();
    void execution.commit({ type: 'sleep.started', op, name, until });
  }
  const wait = { op, reason: 'timer', waitingFor: { kind: 'timer', name, until }, wakeOn: null, until } as const;
  await execution.waitUntil(wait, () => (execution.ports.now() >= until ? { value: undefined } : null));
  // Recorded, because a clock may be set back between two calls of the function.
  void execution.commit({ type: 'wait.completed', op, name, timedOut: false, signalSeq: null, payload: null });
}
