import type { RunChangeOf } from '../domain/change.ts';
import { MillraceError } from '../domain/errors.ts';
import { isTerminal } from '../domain/run-status.ts';
import type { Run } from '../domain/run.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitRunChange } from './commit-run-change.ts';
import { refusalToError } from './refusal-to-error.ts';
import { requireRun } from './require-run.ts';

/** `cancelled`: it is over. `requested`: it ends at the next safe point, or when its grace is over. `too_late`: it had ended. */
export interface CancelledRun {
  readonly outcome: 'cancelled' | 'requested' | 'too_late';
  readonly run: Run;
}

type CancelReason = RunChangeOf<'run.cancel-requested'>['reason'];

/** Rounds of reading and trying; each one is lost only to another change of the same run. */
const TRIES = 10;

/** Cancels a run and every run that it started. */
export async function cancelRun(context: CommandContext, caller: Caller, runId: string): Promise<CancelledRun> {
  requireRun(context, caller, runId);
  const outcome = await cancelTree(context, caller, runId, 'cancelled_by_user');
  return { outcome, run: requireRun(context, caller, runId) };
}

async function cancelTree(context: CommandContext, caller: Caller, runId: string, reason: CancelReason): Promise<CancelledRun['outcome']> {
  const outcome = await cancelOne(context, caller, runId, reason);
  if (outcome !== 'too_late') await cancelChildren(context, caller, runId);
  return outcome;
}

/** Cancels what a run has started and what is still going on; called when the run has ended. */
export async function cancelChildren(context: CommandContext, caller: Caller, runId: string): Promise<void> {
  const children = context.store.runs.children(caller.workspaceId, runId).filter((child) => !isTerminal(child.status));
  await Promise.all(children.map(async (child) => cancelTree(context, caller, child.id, 'cancelled_by_parent')));
}

/** Which of the two ways it goes is decided by the journal; a refusal means that the run moved since it was read. */
async function cancelOne(context: CommandContext, caller: Caller, runId: string, reason: CancelReason): Promise<CancelledRun['outcome']> {
  for (let round = 0; round < TRIES; round++) {
    const run = requireRun(context, caller, runId);
    if (isTerminal(run.status)) return 'too_late';
    const running = run.status === 'running';
    const refusal = await commitRunChange(
      context,
      run,
      running
        ? { type: 'run.cancel-requested', actor: caller.actor, reason }
        : { type: 'run.finished', status: 'cancelled', reason, error: null, payload: null },
    );
    if (refusal === null) return running ? 'requested' : 'cancelled';
    if (refusal.kind === 'already_requested') return 'requested';
    if (refusal.kind !== 'wrong_status') throw refusalToError(refusal);
  }
  throw new MillraceError('conflict', 'The run kept changing while it was being cancelled. Try again.', { retryAfterSeconds: 1 });
}
