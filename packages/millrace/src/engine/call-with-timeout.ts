import type { Execution } from './execution.ts';
import { LONGEST_TIMER_MS } from './longest-timer.ts';
import { StepTimeout } from './run-errors.ts';

/**
 * Calls `fn`, without a limit or with a signal that fires with the run's, or when the time is up; then it throws a
 * `StepTimeout` whether or not `fn` listens.
 */
export function callWithTimeout<T>(
  execution: Execution,
  timeoutMs: number | null,
  fn: (deadline: AbortSignal | null) => T | Promise<T>,
): T | Promise<T> {
  return timeoutMs === null ? fn(null) : callWithin(timeoutMs, execution.abort.signal, fn);
}

async function callWithin<T>(timeoutMs: number, runSignal: AbortSignal, fn: (deadline: AbortSignal) => T | Promise<T>): Promise<T> {
  const deadline = new AbortController();
  const timedOut = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => {
      const error = new StepTimeout(timeoutMs);
      deadline.abort(error);
      timedOut.reject(error);
    },
    Math.min(timeoutMs, LONGEST_TIMER_MS),
  );
  try {
    return await Promise.race([fn(AbortSignal.any([runSignal, deadline.signal])), timedOut.promise]);
  } finally {
    clearTimeout(timer);
  }
}
