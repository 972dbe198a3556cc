import type { CreditTerms } from './credit-terms.ts';
import type { EvaluationSummary } from './evaluation.ts';
import type { DataPart } from './deletion.ts';
import type { JsonObject } from './json.ts';
import type { ItemSummary } from './items.ts';
import type { Progress } from './progress.ts';
import type { StageState } from './stage.ts';
import type { StatusReasonCode } from './status-reason.ts';
import type { CostTotals } from './usage.ts';
import type { VerdictSummary } from './verdict.ts';
import type { WaitingFor } from './waiting-for.ts';

/** Who or what started a run. */
export interface Trigger {
  readonly type: 'api' | 'cli' | 'schedule' | 'webhook' | 'retry' | 'rerun' | 'run' | 'batch' | 'dashboard' | 'mcp';
  /** The id of the key, user or run behind it. */
  readonly actor: string | null;
  readonly requestId: string | null;
}

/** How a run is related to others. `attempt` counts from 1 along the chain of retries. */
export interface Lineage {
  readonly attempt: number;
  readonly previousRunId: string | null;
  readonly forkedFrom: { readonly runId: string; readonly step: string | null } | null;
  readonly parentRunId: string | null;
  readonly rootRunId: string;
  /** 0 for a run that nobody called, one more for each call on the way to this run. */
  readonly depth: number;
  readonly batchId: string | null;
}

/** An error as it is stored: bounded, and safe to show to whoever may read the run. */
export interface StoredError {
  readonly code: string;
  readonly message: string;
  readonly step: string | null;
  readonly attempt: number | null;
  readonly stack: string | null;
}

/** An example of the workflow, as it was called when the run started. */
export interface RunExample {
  readonly id: string;
  readonly name: string;
}

/** What never changes after the start. Times are epoch milliseconds. */
export interface RunIdentity {
  readonly id: string;
  readonly workspaceId: string;
  readonly workflow: string;
  readonly version: string;
  readonly runNumber: number;
  readonly createdAt: number;
  readonly startAt: number | null;
  /** A run that has not started by then fails with `queue_expired`. */
  readonly expiresAt: number | null;
  /** From first start to end, waits included. */
  readonly timeoutMs: number | null;
  readonly priority: number;
  readonly concurrencyKey: string | null;
  readonly tags: readonly string[];
  readonly metadata: JsonObject;
  readonly trigger: Trigger;
  readonly lineage: Lineage;
  /** The example whose input it was given, and whose expected output it is scored by. */
  readonly example: RunExample | null;
  /** What was put aside or paid for it; null for a run that takes no credits. */
  readonly credits: CreditTerms | null;
}

/** What changes as a run goes on, whatever its status. */
export interface RunHistory {
  /** Number of changes so far. It only grows, and it is the run's ETag. */
  readonly seq: number;
  readonly updatedAt: number;
  readonly startedAt: number | null;
  /** Sums of finished spells; the current one is counted from `statusAt`. */
  readonly queuedMs: number;
  readonly waitingMs: number;
  readonly statusAt: number;
  /** The seq of the last change that came from outside while the run went on: a signal, a decision, the end of a child. */
  readonly inputSeq: number;
  /** Raised by each start of the function; a commit with an older one is refused. */
  readonly claimEpoch: number;
  /** Crashes of the process in a row without a step completed in between. */
  readonly crashes: number;
  readonly pauseRequestedAt: number | null;
  readonly cancelRequestedAt: number | null;
  readonly cancelReason: 'cancelled_by_user' | 'cancelled_by_parent' | null;
  readonly progress: Progress;
  readonly stages: readonly StageState[];
  readonly steps: { readonly completed: number; readonly failed: number; readonly attempts: number };
  readonly items: ItemSummary | null;
  readonly costs: CostTotals;
  /** Credits that it and the runs it called have used; what it pays for is in domain/ledger.ts. */
  readonly creditsUsed: number;
  readonly children: number;
  readonly artifacts: number;
  readonly reviews: number;
  /** What of it was deleted after its end; reads give null or nothing for these. */
  readonly deleted: readonly DataPart[];
  /** The seq of the change that ended it. Later ones say what people found about it, and never change its status. */
  readonly finishedSeq: number | null;
  /** Null unless the run was started with an example and has completed or failed. */
  readonly evaluation: EvaluationSummary | null;
  readonly verdict: VerdictSummary | null;
}

/** When a dispatcher may take the run, or null when only a change can make it runnable. */
type RunnableAt = number | null;

/** The inputs that wake a waiting run: `signal:name`, `review:id`, `child:id`. */
type WakeOn = readonly string[];

export type RunState =
  | { readonly status: 'queued'; readonly reason: StatusReasonCode; readonly runnableAt: RunnableAt }
  | { readonly status: 'running'; readonly reason: StatusReasonCode }
  | {
      readonly status: 'waiting';
      readonly reason: StatusReasonCode;
      readonly waitingFor: WaitingFor;
      readonly wakeOn: WakeOn;
      readonly runnableAt: RunnableAt;
    }
  | { readonly status: 'paused'; readonly reason: StatusReasonCode; readonly resumesTo: ResumesTo }
  | { readonly status: 'completed'; readonly reason: StatusReasonCode; readonly finishedAt: number }
  | { readonly status: 'failed'; readonly reason: StatusReasonCode; readonly finishedAt: number; readonly error: StoredError }
  | { readonly status: 'cancelled'; readonly reason: StatusReasonCode; readonly finishedAt: number };

/** What a paused run goes back to: its place in the queue, or the wait it was in. */
export type ResumesTo =
  | { readonly status: 'queued'; readonly runnableAt: RunnableAt }
  | {
      readonly status: 'waiting';
      readonly reason: StatusReasonCode;
      readonly waitingFor: WaitingFor;
      readonly wakeOn: WakeOn;
      readonly runnableAt: RunnableAt;
    };

/** One execution of a version. What only some statuses have is reachable only after asking for the status. */
export type Run = RunIdentity & RunHistory & RunState;
export type RunOf<S extends RunState['status']> = RunIdentity & RunHistory & Extract<RunState, { status: S }>;
