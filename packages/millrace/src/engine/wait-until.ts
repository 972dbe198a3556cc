import type { Execution } from './execution.ts';

/** The time at which a wait that begins now is over by itself; null when it has no time-out. */
export function untilOf(execution: Execution, timeoutMs: number | null): number | null {
  return timeoutMs === null ? null : execution.ports.now() + timeoutMs;
}
