import type { Refusal } from '../domain/refusal.ts';
import type { CommitRequest } from './commit-request.ts';
import type { CommittedRun } from './journal.ts';

/** What a sender posts to the thread that holds the journal. */
export interface CommitMessage {
  readonly type: 'commit';
  readonly requests: readonly CommitRequest[];
}

/** The answers to one sender's commits, in a single message for each batch. */
export interface AnswerMessage {
  readonly type: 'answers';
  readonly answers: readonly { readonly id: number; readonly refusal: Refusal | null; readonly runs: readonly CommittedRun[] }[];
}

/** What has become durable; posted to the one listener that looks after runs. */
export interface CommittedMessage {
  readonly type: 'committed';
  readonly runs: readonly CommittedRun[];
}
