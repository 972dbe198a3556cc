import type { Refusal } from '../domain/refusal.ts';
import type { CommittedRun } from './journal.ts';
import type { WireValue } from './wire.ts';

/** What a sender posts to the thread that holds the journal: commits, as wire.ts writes them. */
export interface CommitMessage {
  readonly type: 'commit';
  readonly commits: readonly WireValue[];
}

/** The answers to one sender's commits, in a single message for each batch. */
export interface AnswerMessage {
  readonly type: 'answers';
  /** Ids of commits that were taken and whose sender needs to know no more. */
  readonly taken: readonly number[];
  readonly others: readonly { readonly id: number; readonly refusal: Refusal | null; readonly runs: readonly CommittedRun[] }[];
}

/** What has become durable; posted to the one listener that looks after runs. */
export interface CommittedMessage {
  readonly type: 'committed';
  readonly runs: readonly CommittedRun[];
  /** Runs of which only the log grew, as wire.ts writes them. */
  readonly moved: readonly WireValue[];
}
