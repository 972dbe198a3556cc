import { MillraceError } from '../domain/errors.ts';
import type { Run } from '../domain/run.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitRunChange } from './commit-run-change.ts';
import { refusalToError } from './refusal-to-error.ts';
import { requireRun } from './require-run.ts';

/**
 * Lets a run go on that was paused, that is about to pause, or that waits for somebody to look at it.
 * An effect of unknown outcome is not something to go on from: such a run is rerun with the right output, or cancelled.
 */
export async function resumeRun(context: CommandContext, caller: Caller, runId: string): Promise<Run> {
  const run = requireRun(context, caller, runId);
  if (run.reason === 'effect_unknown') {
    throw new MillraceError('conflict', 'The outcome of a step is unknown. Rerun from that step with its output, or cancel the run.');
  }
  const refusal = await commitRunChange(context, run, { type: 'run.resumed', actor: caller.actor });
  if (refusal !== null) throw refusalToError(refusal);
  return requireRun(context, caller, runId);
}
