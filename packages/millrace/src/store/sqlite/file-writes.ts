import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BatchChange } from '../../domain/batch.ts';
import type { CatalogChange, RunChangeOf } from '../../domain/change.ts';
import type { HousekeepingChange } from '../../domain/deletion.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { BatchWrites } from './batch-writes.ts';
import { DeletionWrites } from './deletion-writes.ts';
import { IS_NAMED } from './named-files.ts';
import type { RunHead } from './run-heads.ts';

export type FileChange = BatchChange | HousekeepingChange;

const HOUSEKEEPING: Readonly<Record<HousekeepingChange['type'], true>> = {
  'job.worked': true,
  'job.moved': true,
  'uploads.expired': true,
  'upload.removed': true,
  'files.removed': true,
};

const BATCHES: Readonly<Record<BatchChange['type'], true>> = {
  'batch.created': true,
  'batch-file.put': true,
  'batch-file.removed': true,
  'batch.deleted': true,
  'part-upload.opened': true,
  'part.put': true,
  'part-upload.closed': true,
};

function isHousekeeping(change: CatalogChange): change is HousekeepingChange {
  return Object.hasOwn(HOUSEKEEPING, change.type);
}

function isBatchChange(change: CatalogChange): change is BatchChange {
  return Object.hasOwn(BATCHES, change.type);
}

export function isFileChange(change: CatalogChange): change is FileChange {
  return isBatchChange(change) || isHousekeeping(change);
}

/** Everything that comes and goes with files: batches, deletions, and which files rows still name. */
export class FileWrites {
  private readonly batches: BatchWrites;
  private readonly deletions: DeletionWrites;
  private readonly named: StatementSync;

  constructor(db: DatabaseSync) {
    this.batches = new BatchWrites(db);
    this.deletions = new DeletionWrites(db, this.batches);
    this.named = db.prepare(IS_NAMED);
  }

  refusal(change: CatalogChange): Refusal | null {
    return isBatchChange(change) ? this.batches.refusal(change) : null;
  }

  write(change: FileChange, at: number): void {
    if (isBatchChange(change)) this.batches.write(change, at);
    else this.deletions.write(change, at);
  }

  /** The events of the run must have been written. */
  beginDeletion(head: RunHead, change: RunChangeOf<'data.deleted'>, at: number): void {
    this.deletions.begin(head, change, at);
  }

  /**
   * A file that no row names is about to be removed from the disk, so nothing may come to name it again. A new file is in no
   * row either, but those are recorded by the owner of a run.
   */
  takeOverRefusal(path: string, storageKey: string): Refusal | null {
    return this.named.get({ storageKey }) === undefined ? { kind: 'file_gone', path } : null;
  }
}
