import type { VerdictChange } from '../domain/apply-verdict.ts';
import { MillraceError } from '../domain/errors.ts';
import type { Run } from '../domain/run.ts';
import { isTerminal } from '../domain/run-status.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitRunChange } from './commit-run-change.ts';
import { refusalToError } from './refusal-to-error.ts';
import { requireRun } from './require-run.ts';

export interface JudgedTarget {
  readonly runId: string;
  /** The seq at which the caller saw the run; at another one, nothing is done and it is told so. */
  readonly ifSeq?: number | undefined;
}

/** So often a change is made again from what somebody else has left. */
const TRIES = 10;

/**
 * Makes a change to what was found about a finished run, from what the run is right now; null when there is nothing to
 * do. Errors: `not_found`, `run_not_finished`, `precondition_failed`, `limit_exceeded`.
 */
export async function commitVerdictChange(
  context: CommandContext,
  caller: Caller,
  { runId, ifSeq }: JudgedTarget,
  make: (run: Run) => VerdictChange | null,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const run = requireFinished(context, caller, runId);
    if (ifSeq !== undefined && ifSeq !== run.seq) throw changedSince(ifSeq, run.seq);
    const change = make(run);
    if (change === null) return;
    const refusal = await commitRunChange(context, run, change);
    if (refusal === null) return;
    if (refusal.kind !== 'outdated' || (tries >= TRIES && ifSeq === undefined)) throw refusalToError(refusal);
  }
}

/** A run that has ended: nothing can be found about what still goes on. */
export function requireFinished(context: CommandContext, caller: Caller, runId: string): Run {
  const run = requireRun(context, caller, runId);
  if (isTerminal(run.status)) return run;
  throw new MillraceError('run_not_finished', `The run is ${run.status}. Judge it when it has ended.`);
}

function changedSince(ifSeq: number, seq: number): MillraceError {
  return new MillraceError('precondition_failed', `The run is at ${seq} and not at ${ifSeq} any more. Look at it again.`);
}
