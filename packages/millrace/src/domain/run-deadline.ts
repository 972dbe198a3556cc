import type { Run } from './run.ts';
import { isTerminal } from './run-status.ts';

/**
 * When something has to be done about a run whatever it is doing, or null: its expiry while it is queued and has never
 * started, its time-out from the first start on, waits and pauses included.
 */
export function deadlineAt(run: Pick<Run, 'status' | 'startedAt' | 'expiresAt' | 'timeoutMs'>): number | null {
  if (isTerminal(run.status)) return null;
  if (run.startedAt !== null) return run.timeoutMs === null ? null : run.startedAt + run.timeoutMs;
  return run.status === 'queued' ? run.expiresAt : null;
}
