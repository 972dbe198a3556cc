import type { StoredJob } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitCatalogChange } from './commit-catalog-change.ts';
import { requireBatch } from './require-batch.ts';
import { requireJob } from './require-job.ts';

/** Deletes a batch with its files: it is gone at once, its files soon after. Runs that were started with it keep theirs. */
export async function deleteBatch(context: CommandContext, caller: Caller, batchId: string): Promise<StoredJob> {
  requireBatch(context, caller, batchId);
  const jobId = context.newId();
  await commitCatalogChange(context, { type: 'batch.deleted', workspaceId: caller.workspaceId, batchId, jobId });
  context.housekeeping.wake();
  return requireJob(context, caller, jobId);
}
