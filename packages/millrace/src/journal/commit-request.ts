import type { CatalogCommit, RunCommit } from '../domain/change.ts';
import type { JsonText } from '../domain/json.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Run } from '../domain/run.ts';

/** A change of a run together with its data as it will be stored. */
export type RunCommitWithData = RunCommit & { readonly data: JsonText };

/** What a batch holds: the changes of one `commit` call, applied together or not at all. */
export interface CommitRequest {
  readonly id: number;
  readonly changes: readonly (RunCommitWithData | CatalogCommit)[];
}

/** A run that a commit changed, as it is after it. */
export interface WrittenRun {
  readonly run: Run;
  /** Nothing but its log and its seq has changed: nobody has to be told more. */
  readonly isLogOnly: boolean;
}

export type WrittenCommit = { readonly refusal: Refusal } | { readonly refusal: null; readonly runs: readonly WrittenRun[] };

/** Writes batches for the journal. When `write` returns, all results are durable. */
export interface JournalWriter {
  /** One transaction, one fsync. Throws only when nothing more may be written. */
  write(batch: readonly CommitRequest[]): readonly WrittenCommit[];
  close(): void;
}
