import type { Change } from '../domain/change.ts';
import type { CommitResult } from './journal.ts';

/** What a batch holds: the changes of one `commit` call, applied together or not at all. */
export interface CommitRequest {
  readonly id: number;
  readonly changes: readonly Change[];
}

/** Writes batches for the journal. When `write` returns, all results are durable. */
export interface JournalWriter {
  /** One transaction, one fsync. Throws only when nothing more may be written. */
  write(batch: readonly CommitRequest[]): readonly CommitResult[];
  close(): void;
}
