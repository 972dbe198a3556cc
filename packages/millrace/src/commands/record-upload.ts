import type { UploadEntry } from '../domain/change.ts';
import { MillraceError } from '../domain/errors.ts';
import { LIMITS } from '../domain/limits.ts';
import { checkArtifactPath } from '../domain/names.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { refusalToError } from './refusal-to-error.ts';

/** A file that lies in the artifact store already: the row comes last, so that no row ever names a missing file. */
export interface StoredUpload {
  /** A name for people; it never reaches the file system. */
  readonly path: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly storageKey: string;
}

export type RecordedUpload = UploadEntry & { readonly createdAt: number };

/** Records an uploaded file. A run that names it in its input keeps it; otherwise it goes when `LIMITS.uploadKeepMs` are over. */
export async function recordUpload(context: CommandContext, caller: Caller, file: StoredUpload): Promise<RecordedUpload> {
  checkUploadName(file.path);
  const createdAt = context.now();
  const { path, mediaType, sizeBytes, sha256, storageKey } = file;
  const upload = { id: context.newId(), path, mediaType, sizeBytes, sha256, storageKey, expiresAt: createdAt + LIMITS.uploadKeepMs };
  const change = { type: 'upload.recorded', workspaceId: caller.workspaceId, upload } as const;
  const result = await context.journal.commit([{ kind: 'catalog', at: createdAt, change }]);
  if (!result.ok) throw refusalToError(result.refusal);
  return { ...upload, createdAt };
}

/** Asked before the first byte is read, so that a file with an impossible name is not taken in for nothing. */
export function checkUploadName(path: string): void {
  const checked = checkArtifactPath(path);
  if (checked.ok) return;
  throw new MillraceError('invalid_parameter', checked.problem, { faults: [{ pointer: '?filename', message: checked.problem }] });
}
