import type { Change } from '../../domain/change.ts';
import type { CommitRequest, JournalWriter, WrittenCommit } from '../../journal/commit-request.ts';
import { committedRun } from '../../journal/committed-run.ts';
import { encodeRequest } from '../../journal/encode-request.ts';
import { commitGathered } from '../../journal/group-commit.ts';
import type { CommitResult, CommittedRun, Journal } from '../../journal/journal.ts';

interface Waiting {
  readonly request: CommitRequest;
  readonly resolve: (result: CommitResult) => void;
}

/** A journal in the thread of whoever uses it, for tests of a writer. Commits made in one turn go into one batch. */
export class WriterJournal implements Journal {
  private readonly writer: JournalWriter;
  private readonly listeners = new Set<(committed: readonly CommittedRun[]) => void>();
  private gathered: Waiting[] = [];
  private lastId = 0;

  constructor(writer: JournalWriter) {
    this.writer = writer;
  }

  async commit(changes: readonly Change[]): Promise<CommitResult> {
    this.lastId += 1;
    const request = encodeRequest(this.lastId, changes);
    if (this.gathered.length === 0) setImmediate(() => this.write());
    return new Promise((resolve) => {
      this.gathered.push({ request, resolve });
    });
  }

  onCommitted(listener: (committed: readonly CommittedRun[]) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  async close(): Promise<void> {
    this.writer.close();
  }

  private write(): void {
    const waiting = new Map<CommitRequest, Waiting['resolve']>();
    const collect = (): readonly CommitRequest[] => {
      const batch = this.gathered;
      this.gathered = [];
      for (const { request, resolve } of batch) waiting.set(request, resolve);
      return batch.map(({ request }) => request);
    };
    commitGathered(this.writer, {
      collect,
      answer: (requests, results) => {
        for (const [index, request] of requests.entries()) {
          const result = results[index];
          if (result === undefined) throw new Error('The writer left a commit without an answer.');
          const told = resultOf(result);
          waiting.get(request)?.(told);
          if (told.ok) for (const listener of this.listeners) listener(told.runs);
        }
      },
    });
  }
}

function resultOf(written: WrittenCommit): CommitResult {
  if (written.refusal !== null) return { ok: false, refusal: written.refusal };
  return { ok: true, runs: written.runs.map(({ run }) => committedRun(run)) };
}
