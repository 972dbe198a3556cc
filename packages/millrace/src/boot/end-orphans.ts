import { setTimeout as delay } from 'node:timers/promises';
import { cancelChildren } from '../commands/cancel-run.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { MillraceError } from '../domain/errors.ts';
import type { CommittedRun } from '../journal/journal.ts';

const TRY_AGAIN_MS = 1_000;

/** Cancels what a run that has ended had called and what still goes on. While the disk is full it is tried again. */
export async function endChildren(
  context: CommandContext,
  { workspaceId, runId }: Pick<CommittedRun, 'workspaceId' | 'runId'>,
): Promise<void> {
  for (;;) {
    try {
      await cancelChildren(context, { workspaceId, actor: null, requestId: null, via: 'run' }, runId);
      return;
    } catch (error) {
      if (!MillraceError.is(error) || (error.code !== 'storage_full' && error.code !== 'conflict')) throw error;
      await delay(TRY_AGAIN_MS, undefined, { ref: false });
    }
  }
}

/** The last process may have ended between the end of a run and that of the runs it had called. */
export async function endOrphans(context: CommandContext): Promise<void> {
  const parents = new Map<string, Pick<CommittedRun, 'workspaceId' | 'runId'>>();
  for (const { workspaceId, parentRunId } of context.store.dispatch.orphans()) {
    if (parentRunId !== null) parents.set(`${workspaceId}/${parentRunId}`, { workspaceId, runId: parentRunId });
  }
  for (const parent of parents.values()) await endChildren(context, parent);
}
