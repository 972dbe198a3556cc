import type { Refusal } from '../domain/refusal.ts';
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
  readonly refused: readonly RefusedCommit[];
}

/**
 * What has become durable, for the one listener that looks after runs, with the answers to its own commits behind it: by the
 * time a cancel is acknowledged, its engine has been told.
 */
export interface CommittedMessage {
  readonly type: 'committed';
  /** Runs as they are now, as committed-run.ts writes them. */
  readonly runs: readonly WireValue[];
  /** Runs of which only the log grew, as wire.ts writes them. */
  readonly moved: readonly WireValue[];
  /** The listener's own commits that were taken: the id, how many runs each changed, and where these stand in `runs`. */
  readonly taken: readonly number[];
  readonly refused: readonly RefusedCommit[];
}

export interface RefusedCommit {
  readonly id: number;
  readonly refusal: Refusal;
}
