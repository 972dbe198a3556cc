import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import type { Change } from '../domain/change.ts';
import type { NewRun } from '../domain/new-run.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Run } from '../domain/run.ts';
import type { StageDeclaration } from '../domain/stage.ts';
import type { CommitResult } from '../journal/journal.ts';
import type { Store } from '../store/store.ts';
import type { CallOptions } from './run-context.ts';

/** What an execution needs of the world around it. */
export interface ExecutionPorts {
  readonly commit: (changes: readonly Change[]) => Promise<CommitResult>;
  readonly store: Store;
  readonly artifacts: ArtifactStore;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly newId: () => string;
  /** Takes in what has been asked of this thread and not been heard yet: after it, no acknowledged cancel is unknown. */
  readonly hearControl: () => void;
  /** Calls it in the next turn of the event loop: whatever a function does next, it has done by then. */
  readonly atTurnEnd: (then: () => void) => void;
  /** The journal did not take a change of this run: it is not ours any more. */
  readonly reportRefusal: (run: Run, refusal: Refusal) => void;
  /** Makes the run that `call` starts; throws a MillraceError when the workflow is unknown or does not take the input. */
  readonly prepareChild: (parent: Run, workflow: string, input: unknown, options: CallOptions, at: number) => Promise<ChildStart>;
}

export interface ChildStart {
  readonly run: NewRun;
  readonly stages: readonly StageDeclaration[];
}
