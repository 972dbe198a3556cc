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

/** Cancels a run and every run that it started: when this resolves, nothing of them begins any more. */
export async function cancelRun(context: CommandContext, caller: Caller, runId: string): Promise<CancelledRun> {
  requireRun(context, caller, runId);
  const outcome = await cancelOne(context, caller, runId, 'cancelled_by_user');
  if (outcome !== 'too_late') await cancelBelow(context, caller, runId, mayHaveMoreBelow);
  return { outcome, run: requireRun(context, caller, runId) };
}

/** Cancels what a run has started and what is still going on; called when the run has ended. */
export async function cancelChildren(context: CommandContext, caller: Caller, runId: string): Promise<void> {
  await cancelBelow(context, caller, runId, (child) => !isTerminal(child.status));
}

/** A run that has ended may have called some that are not cancelled yet: that is done after its end, and not waited for. */
function mayHaveMoreBelow({ status, children }: Run): boolean {
  return !isTerminal(status) || children > 0;
}

async function cancelBelow(context: CommandContext, caller: Caller, runId: string, isMeant: (child: Run) => boolean): Promise<void> {
  const children = context.store.runs.children(caller.workspaceId, runId).filter(isMeant);
  await Promise.all(
    children.map(async ({ id }) => {
      await cancelOne(context, caller, id, 'cancelled_by_parent');
      await cancelBelow(context, caller, id, mayHaveMoreBelow);
    }),
  );
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
