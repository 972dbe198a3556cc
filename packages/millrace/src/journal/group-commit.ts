import type { CommitRequest, JournalWriter, WrittenCommit } from './commit-request.ts';

export interface Batch {
  /** Everything that asks for a commit right now, in the order in which each sender asked. */
  collect(): readonly CommitRequest[];
  /** Tells the answers of one batch; they are durable. */
  answer(requests: readonly CommitRequest[], results: readonly WrittenCommit[]): void;
}

/**
 * Commits whatever has gathered while the previous commit was being made durable, again and again until nothing is
 * left. There is no timer: a commit on an idle system is written at once, and under load a transaction takes along
 * as many changes as arrived during one fsync.
 */
export function commitGathered(writer: JournalWriter, batch: Batch): void {
  for (let requests = batch.collect(); requests.length > 0; requests = batch.collect()) {
    batch.answer(requests, writer.write(requests));
  }
}
