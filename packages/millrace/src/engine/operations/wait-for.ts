import type { Execution } from '../execution.ts';
import { optionalDurationMs } from '../duration-option.ts';
import { revive } from '../payload.ts';
import type { DurationInput } from '../run-context.ts';
import { untilOf } from '../wait-until.ts';

export async function waitFor<T>(execution: Execution, signal: string, options: { timeout?: DurationInput } = {}): Promise<T | null> {
  const op = execution.nextOp('wait', signal);
  const ended = execution.history.waitEnd(op);
  if (ended !== null) {
    await execution.replayed(op);
    return ended.timedOut ? null : revive(ended.payload);
  }
  const timeoutMs = optionalDurationMs(options.timeout, `the timeout of waiting for ${signal}`);
  const until = await startWait(execution, op, signal, timeoutMs);
  const wait = { op, reason: 'signal', waitingFor: { kind: 'signal', name: signal, until }, wakeOn: `signal:${signal}`, until } as const;
  const found = await execution.waitUntil(wait, () => {
    const taken = execution.history.takeSignal(signal);
    if (taken !== null) return { value: taken };
    return until !== null && execution.ports.now() >= until ? { value: null } : null;
  });
  const timedOut = found === null;
  void execution.commit({
    type: 'wait.completed',
    op,
    name: signal,
    timedOut,
    signalSeq: found?.seq ?? null,
    payload: found?.payload ?? null,
  });
  return timedOut ? null : revive(found.payload);
}

/** Records when the wait began, so that its time-out counts from then and not from a later call of the function. */
async function startWait(execution: Execution, op: string, name: string, timeoutMs: number | null): Promise<number | null> {
  const started = execution.history.waitStart(op);
  if (started !== null) return started.until;
  await execution.mayBegin();
  const until = untilOf(execution, timeoutMs);
  void execution.commit({ type: 'wait.started', op, name, until });
  return until;
}
