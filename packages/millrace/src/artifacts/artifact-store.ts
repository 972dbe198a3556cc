/** A file as it was stored. The key is made by the store and says nothing about the file. */
export interface WrittenFile {
  readonly storageKey: string;
  readonly sizeBytes: number;
  /** Of the content, in lower-case hex. */
  readonly sha256: string;
}

/** Bytes `start` to `end`, both included, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A file that is in the store, whether or not a row names it. */
export interface StoredFile {
  readonly storageKey: string;
  readonly modifiedAt: number;
}

/**
 * The file port. Files are written once and never changed; what they are called and whom they belong to stands in rows,
 * and a row is written only after its file is durable. So a crash can leave a file without a row, never a row without a file.
 */
export interface ArtifactStore {
  /**
   * Stores content and resolves when it is durable. When the content throws, is larger than `maxBytes` (`limit_exceeded`)
   * or the disk is full (`storage_full`), nothing stays behind.
   */
  write(content: AsyncIterable<Uint8Array>, options: { readonly maxBytes: number }): Promise<WrittenFile>;
  /** Reads from the first chunk that is asked for on; throws `not_found` there when there is no such file. */
  read(storageKey: string, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** Removing what is not there is not an error. */
  remove(storageKey: string): Promise<void>;
  list(): AsyncIterable<StoredFile>;
  /** Removes what a write left unfinished when its process ended, if it was last touched before `time`; gives their number. */
  removeUnfinished(before: number): Promise<number>;
}
