import { MillraceError } from '../domain/errors.ts';
import { LIMITS } from '../domain/limits.ts';
import type { StoredBatch } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitCatalogChange } from './commit-catalog-change.ts';
import { requireBatch } from './require-batch.ts';

/** Makes an empty batch: a named set of files that runs can be started with. Several batches may have the same name. */
export async function createBatch(context: CommandContext, caller: Caller, { name }: { readonly name: string }): Promise<StoredBatch> {
  const { length } = name;
  if (name.trim() === '' || length > LIMITS.batchNameLength || !name.isWellFormed()) {
    const message = `must have 1 to ${LIMITS.batchNameLength} characters, not only spaces`;
    throw new MillraceError('invalid_request', `The name of the batch ${message}.`, { faults: [{ pointer: '/name', message }] });
  }
  const { workspaceId } = caller;
  const batch = { id: context.newId(), name, createdBy: caller.actor };
  await commitCatalogChange(context, { type: 'batch.created', workspaceId, batch });
  return requireBatch(context, caller, batch.id);
}
