import type { Execution } from '../execution.ts';
import { sleepInMemory } from '../sleep-in-memory.ts';

/** Delays up to this are spent in memory: parking the run and calling its function again would cost more. */
const KEPT_IN_MEMORY_MS = 1_000;

/** Waits for the next attempt of a step. A long delay lets the run leave memory, if nothing else of it goes on. */
export function waitForRetry(execution: Execution, op: string, name: string, until: number): Promise<void> {
  const delayMs = until - execution.ports.now();
  if (delayMs <= 0) return Promise.resolve();
  if (delayMs <= KEPT_IN_MEMORY_MS) return execution.during(() => sleepInMemory(delayMs, execution.abort.signal));
  const wait = { op, reason: 'retry_delay', waitingFor: { kind: 'retry', name, until }, wakeOn: null, until } as const;
  return execution.waitUntil(wait, () => (execution.ports.now() >= until ? { value: undefined } : null));
}
