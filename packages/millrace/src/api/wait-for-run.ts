import type { ServerResponse } from 'node:http';
import { isTerminal } from '../domain/run-status.ts';
import type { Run } from '../domain/run.ts';
import type { ApiDeps } from './api-deps.ts';
import { readRun } from './read-run.ts';

/** A signal that fires when the client has gone away. */
function goneSignal(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  outgoing.once('close', () => controller.abort());
  return controller.signal;
}

/** The run when it has ended, or as it is after `seconds`. */
export async function waitForEnd(deps: ApiDeps, run: Run, seconds: number, outgoing: ServerResponse): Promise<Run> {
  const now = readRun(deps, run.workspaceId, run.id);
  if (isTerminal(now.status) || seconds <= 0) return now;
  await deps.runWatch.next(run, (committed) => isTerminal(committed.status), { timeoutMs: seconds * 1000, signal: goneSignal(outgoing) });
  return readRun(deps, run.workspaceId, run.id);
}

/** The run after its next change, or as it is after `seconds`. A run that has ended changes no more. */
export async function waitForChange(deps: ApiDeps, run: Run, seconds: number, outgoing: ServerResponse): Promise<Run> {
  if (isTerminal(run.status) || seconds <= 0) return run;
  await deps.runWatch.next(run, (committed) => committed.seq > run.seq, { timeoutMs: seconds * 1000, signal: goneSignal(outgoing) });
  return readRun(deps, run.workspaceId, run.id);
}
