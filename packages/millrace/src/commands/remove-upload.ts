import { MillraceError } from '../domain/errors.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitCatalogChange } from './commit-catalog-change.ts';

/** Forgets an upload before its time. Runs that were started with it keep the file. Error: `not_found`. */
export async function removeUpload(context: CommandContext, caller: Caller, uploadId: string): Promise<void> {
  const { workspaceId } = caller;
  const upload = context.store.artifacts.upload(workspaceId, uploadId);
  if (upload === null || upload.expiresAt <= context.now()) {
    throw new MillraceError('not_found', 'There is no such upload in this workspace, or it has expired.');
  }
  await commitCatalogChange(context, { type: 'upload.removed', workspaceId, uploadId });
  context.housekeeping.wake();
}
