import { MillraceError } from '../domain/errors.ts';
import type { StoredBatch } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';

/** The caller's batch of that id. What belongs to another workspace is as unknown as what does not exist. */
export function requireBatch(context: CommandContext, caller: Caller, batchId: string): StoredBatch {
  const batch = context.store.batches.get(caller.workspaceId, batchId);
  if (batch === null) throw new MillraceError('not_found', 'There is no such batch in this workspace.');
  return batch;
}
