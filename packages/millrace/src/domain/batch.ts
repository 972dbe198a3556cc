/** Changes to batches: named sets of files that runs are started with. */
export type BatchChange =
  | { readonly type: 'batch.created'; readonly workspaceId: string; readonly batch: BatchEntry }
  /** A file of the same name is replaced. */
  | { readonly type: 'batch-file.put'; readonly workspaceId: string; readonly batchId: string; readonly file: BatchFileEntry }
  | { readonly type: 'batch-file.removed'; readonly workspaceId: string; readonly batchId: string; readonly name: string }
  | { readonly type: 'batch.deleted'; readonly workspaceId: string; readonly batchId: string; readonly jobId: string }
  | { readonly type: 'part-upload.opened'; readonly workspaceId: string; readonly upload: PartUploadEntry }
  /** A part of the same number is replaced. */
  | { readonly type: 'part.put'; readonly workspaceId: string; readonly uploadId: string; readonly part: PartEntry }
  /** The upload and its parts go; with a file, it is put into the batch in the same transaction. */
  | {
      readonly type: 'part-upload.closed';
      readonly workspaceId: string;
      readonly uploadId: string;
      readonly file: BatchFileEntry | null;
    };

export interface BatchEntry {
  readonly id: string;
  readonly name: string;
  /** The id of the key or user that made it. */
  readonly createdBy: string | null;
}

/** A file of a batch. `name` is unique in its batch, may hold `/`, and never reaches the file system. */
export interface BatchFileEntry {
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly storageKey: string;
}

/** A large file that arrives in parts: all of them `partBytes` long, except the last. */
export interface PartUploadEntry {
  readonly id: string;
  readonly batchId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly partBytes: number;
  readonly expiresAt: number;
}

export interface PartEntry {
  /** Counts from 1. */
  readonly number: number;
  readonly id: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly storageKey: string;
}

/** How many parts a file of that size has; an empty file has one empty part. */
export function partCount({ sizeBytes, partBytes }: Pick<PartUploadEntry, 'sizeBytes' | 'partBytes'>): number {
  return Math.max(1, Math.ceil(sizeBytes / partBytes));
}

/** How long the part of that number has to be; null when the file has no such part. */
export function partLength(upload: Pick<PartUploadEntry, 'sizeBytes' | 'partBytes'>, number: number): number | null {
  const count = partCount(upload);
  if (!Number.isInteger(number) || number < 1 || number > count) return null;
  return number < count ? upload.partBytes : upload.sizeBytes - (count - 1) * upload.partBytes;
}
