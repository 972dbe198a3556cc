import { MillraceError } from '../domain/errors.ts';
import { isTerminal } from '../domain/run-status.ts';
import type { Run } from '../domain/run.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitRunChange } from './commit-run-change.ts';
import { refusalToError } from './refusal-to-error.ts';
import { requireRun } from './require-run.ts';

/** `requested`: the run is doing something right now and pauses at the next safe point. */
export interface PausedRun {
  readonly outcome: 'paused' | 'requested';
  readonly run: Run;
}

const TRIES = 10;

/** Pauses a run. Pausing a paused one changes nothing; one that has ended is `run_finished`. */
export async function pauseRun(context: CommandContext, caller: Caller, runId: string): Promise<PausedRun> {
  for (let round = 0; round < TRIES; round++) {
    const run = requireRun(context, caller, runId);
    if (run.status === 'paused') return { outcome: 'paused', run };
    if (isTerminal(run.status)) throw refusalToError({ kind: 'wrong_status', status: run.status });
    const running = run.status === 'running';
    const refusal = await commitRunChange(context, run, { type: running ? 'run.pause-requested' : 'run.paused', actor: caller.actor });
    if (refusal === null || refusal.kind === 'already_requested') {
      return { outcome: running ? 'requested' : 'paused', run: requireRun(context, caller, runId) };
    }
    if (refusal.kind !== 'wrong_status') throw refusalToError(refusal);
  }
  throw new MillraceError('conflict', 'The run kept changing while it was being paused. Try again.', { retryAfterSeconds: 1 });
}
