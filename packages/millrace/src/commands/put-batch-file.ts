import type { BatchFileEntry } from '../domain/batch.ts';
import { MillraceError } from '../domain/errors.ts';
import { LIMITS } from '../domain/limits.ts';
import { checkArtifactPath } from '../domain/names.ts';
import type { StoredBatchFile } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitCatalogChange } from './commit-catalog-change.ts';
import { requireBatch } from './require-batch.ts';

/**
 * Puts a file, which lies in the artifact store already, into a batch. It takes the place of a file of the same name at
 * once; runs that were started with the old one keep it.
 */
export async function putBatchFile(
  context: CommandContext,
  caller: Caller,
  batchId: string,
  file: BatchFileEntry,
): Promise<StoredBatchFile> {
  checkRoomForFile(context, caller, batchId, file.name);
  const { name, mediaType, sizeBytes, sha256, storageKey } = file;
  const entry = { name, mediaType, sizeBytes, sha256, storageKey };
  const change = { type: 'batch-file.put', workspaceId: caller.workspaceId, batchId, file: entry } as const;
  return { ...entry, batchId, updatedAt: await commitCatalogChange(context, change) };
}

/** Asked before the first byte is read, so that a file for which there is no place is not taken in for nothing. */
export function checkRoomForFile(context: CommandContext, caller: Caller, batchId: string, name: string): void {
  const checked = checkArtifactPath(name);
  if (!checked.ok) {
    throw new MillraceError('invalid_parameter', checked.problem, { faults: [{ pointer: 'path:path', message: checked.problem }] });
  }
  requireBatch(context, caller, batchId);
  const { batches } = context.store;
  const isNew = batches.file(caller.workspaceId, batchId, name) === null;
  if (isNew && batches.countFiles(caller.workspaceId, batchId) >= LIMITS.batchFiles) {
    throw new MillraceError('limit_exceeded', `The batch has ${LIMITS.batchFiles} files, which is the limit. Use another batch.`);
  }
}
