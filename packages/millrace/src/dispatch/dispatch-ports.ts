import type { CommittedRun } from '../journal/journal.ts';
import type { DispatchReads } from '../store/store.ts';
import type { Engines } from './engines.ts';
import type { ConcurrencyLimits } from './places.ts';

/** What the dispatcher needs of the process around it. */
export interface DispatchPorts {
  readonly dispatch: DispatchReads;
  readonly engines: Engines;
  /** Runs that may be live at once. */
  readonly capacity: number;
  readonly limitsOf: (workflow: string) => ConcurrencyLimits | null;
  readonly readRun: (workspaceId: string, runId: string) => CommittedRun | null;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds on a clock that is never set; `now` when left out. */
  readonly elapsed?: () => number;
  /** Puts a run that has lost its owner back into the queue; tries until the journal takes it or it is needless. */
  readonly recover: (run: CommittedRun, crashed: boolean) => void;
  /** Ends a run from outside; the journal refuses when the reason no longer holds. */
  readonly finish: (run: CommittedRun, reason: 'queue_expired' | 'run_timeout' | 'cancelled') => void;
  /** A run that had called others has ended. */
  readonly parentEnded: (run: CommittedRun) => void;
}
