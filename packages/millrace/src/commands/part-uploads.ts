import type { ArtifactStore, WrittenFile } from '../artifacts/artifact-store.ts';
import { partCount, partLength, type PartEntry } from '../domain/batch.ts';
import { MillraceError } from '../domain/errors.ts';
import { LIMITS } from '../domain/limits.ts';
import type { StoredBatchFile, StoredPartUpload } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitCatalogChange } from './commit-catalog-change.ts';
import { checkRoomForFile } from './put-batch-file.ts';

export interface PartUploadRequest {
  readonly batchId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** Begins to hand in a large file of a batch in parts. It is not in the batch before all parts are there and committed. */
export async function openPartUpload(context: CommandContext, caller: Caller, request: PartUploadRequest): Promise<StoredPartUpload> {
  const { batchId, name, mediaType, sizeBytes } = request;
  checkRoomForFile(context, caller, batchId, name);
  if (!Number.isInteger(sizeBytes) || sizeBytes < 0 || sizeBytes > LIMITS.uploadBytes) {
    const message = `must be a whole number from 0 to ${LIMITS.uploadBytes}`;
    throw new MillraceError('invalid_request', `The size of the file ${message}.`, { faults: [{ pointer: '/size_bytes', message }] });
  }
  const createdAt = context.now();
  const expiresAt = createdAt + LIMITS.partUploadKeepMs;
  const upload = { id: context.newId(), batchId, name, mediaType, sizeBytes, partBytes: LIMITS.partBytes, expiresAt };
  await commitCatalogChange(context, { type: 'part-upload.opened', workspaceId: caller.workspaceId, upload });
  return { ...upload, createdAt };
}

/** How long the part of that number has to be. Asked before its first byte is read. */
export function requirePartLength(upload: StoredPartUpload, number: number): number {
  const length = partLength(upload, number);
  if (length !== null) return length;
  throw new MillraceError('invalid_parameter', `The file has the parts 1 to ${partCount(upload)} and no other.`, {
    faults: [{ pointer: 'path:number', message: 'is not the number of a part' }],
  });
}

/** Records a part that lies in the artifact store already, in the place of an earlier one of the same number. */
export async function putPart(
  context: CommandContext,
  caller: Caller,
  upload: StoredPartUpload,
  { number, ...written }: WrittenFile & { readonly number: number },
): Promise<PartEntry> {
  const length = requirePartLength(upload, number);
  if (written.sizeBytes !== length) {
    throw new MillraceError('invalid_request', `Part ${number} has ${written.sizeBytes} bytes; it must have ${length}.`);
  }
  const part = { number, id: context.newId(), ...written };
  await commitCatalogChange(context, { type: 'part.put', workspaceId: caller.workspaceId, uploadId: upload.id, part });
  context.housekeeping.wake();
  return part;
}

/** Joins the parts, which are named in their order, to the file of the batch. Errors: `invalid_request` when parts are missing. */
export async function commitPartUpload(
  context: CommandContext,
  caller: Caller,
  artifacts: ArtifactStore,
  { upload, partIds }: { readonly upload: StoredPartUpload; readonly partIds: readonly string[] },
): Promise<StoredBatchFile> {
  const { workspaceId } = caller;
  checkRoomForFile(context, caller, upload.batchId, upload.name);
  const parts = requireAllParts(upload, context.store.batches.parts(workspaceId, upload.id), partIds);
  const written = await artifacts.write(contentOf(artifacts, parts), { maxBytes: upload.sizeBytes });
  const file = { name: upload.name, mediaType: upload.mediaType, ...written };
  try {
    const updatedAt = await commitCatalogChange(context, { type: 'part-upload.closed', workspaceId, uploadId: upload.id, file });
    context.housekeeping.wake();
    return { ...file, batchId: upload.batchId, updatedAt };
  } catch (error) {
    await artifacts.remove(written.storageKey);
    throw error;
  }
}

/** Gives up an upload in parts. */
export async function abortPartUpload(context: CommandContext, caller: Caller, { id }: StoredPartUpload): Promise<void> {
  await commitCatalogChange(context, { type: 'part-upload.closed', workspaceId: caller.workspaceId, uploadId: id, file: null });
  context.housekeeping.wake();
}

/** The upload of that batch, unless it has expired. */
export function requirePartUpload(context: CommandContext, caller: Caller, batchId: string, uploadId: string): StoredPartUpload {
  const upload = context.store.batches.partUpload(caller.workspaceId, uploadId);
  if (upload !== null && upload.batchId === batchId && upload.expiresAt > context.now()) return upload;
  throw new MillraceError('not_found', 'There is no such upload: it was committed or aborted, has expired, or never was.');
}

function requireAllParts(upload: StoredPartUpload, stored: readonly PartEntry[], partIds: readonly string[]): readonly PartEntry[] {
  const count = partCount(upload);
  if (partIds.length !== count) {
    throw new MillraceError('invalid_request', `The file has ${count} parts, and ${partIds.length} are named.`, {
      faults: [{ pointer: '/parts', message: `must name ${count} parts` }],
    });
  }
  const faults = partIds.flatMap((id, index) =>
    stored[index]?.id === id && stored[index].number === index + 1
      ? []
      : [{ pointer: `/parts/${index}`, message: `is not the id of part ${index + 1}` }],
  );
  if (faults.length === 0) return stored;
  throw new MillraceError('invalid_request', 'Some parts are missing, or not the ones that were stored last.', {
    faults: faults.slice(0, 20),
  });
}

async function* contentOf(artifacts: ArtifactStore, parts: readonly PartEntry[]): AsyncGenerator<Uint8Array> {
  for (const { storageKey } of parts) yield* artifacts.read(storageKey);
}
