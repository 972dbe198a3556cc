import { MillraceError } from '../domain/errors.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitCatalogChange } from './commit-catalog-change.ts';
import { requireBatch } from './require-batch.ts';

/** Takes a file out of a batch. Runs that were started with it keep it. */
export async function removeBatchFile(context: CommandContext, caller: Caller, batchId: string, name: string): Promise<void> {
  requireBatch(context, caller, batchId);
  const { workspaceId } = caller;
  if (context.store.batches.file(workspaceId, batchId, name) === null) {
    throw new MillraceError('not_found', 'The batch has no file of that name.');
  }
  await commitCatalogChange(context, { type: 'batch-file.removed', workspaceId, batchId, name });
  context.housekeeping.wake();
}
