import { LONGEST_TIMER_MS } from './longest-timer.ts';
import { StepTimeout } from './run-errors.ts';

/**
 * Calls `fn` with a signal that is aborted with the run's, or when the time is up; then it throws a `StepTimeout`
 * whether or not `fn` listens.
 */
export async function callWithTimeout<T>(
  fn: (signal: AbortSignal) => T | Promise<T>,
  runSignal: AbortSignal,
  timeoutMs: number | null,
): Promise<T> {
  if (timeoutMs === null) return fn(runSignal);
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
