import type { EvaluationPlan } from './example.ts';
import type { BatchChange } from './batch.ts';
import type { DataPart, DeletionJob, HousekeepingChange } from './deletion.ts';
import type { ItemOutcome } from './items.ts';
import type { Json, JsonText } from './json.ts';
import type { Plan } from './plan.ts';
import type { QuoteEntry } from './quote.ts';
import type { RunIdentity, StoredError } from './run.ts';
import type { StageDeclaration, StageStatus } from './stage.ts';
import type { StartGuard } from './start-guard.ts';
import type { StatusReasonCode } from './status-reason.ts';
import type { TerminalStatus } from './run-status.ts';
import type { UsageEntry } from './usage.ts';
import type { Verdict } from './verdict.ts';
import type { WaitingFor } from './waiting-for.ts';

/**
 * Everything that can happen to a run. A change is stored as it is: its `type` and fields are the run's event,
 * and the run's row is the fold of its events. Values that may be large travel apart, as `payload`.
 *
 * `op` names a call of the workflow function, `kind:name#occurrence`; replay finds its answer by it.
 */
export type RunChange =
  | ({
      readonly type: 'run.queued';
      readonly run: Omit<RunIdentity, 'runNumber'>;
      readonly stages: readonly StageDeclaration[];
      readonly idempotency: IdempotencyClaim | null;
    } & WithPayload)
  | { readonly type: 'run.started' }
  | {
      readonly type: 'run.waiting';
      readonly reason: StatusReasonCode;
      readonly waitingFor: WaitingFor;
      readonly wakeOn: readonly string[];
      readonly runnableAt: number | null;
      readonly seenInputSeq: number;
    }
  | { readonly type: 'run.recovered'; readonly crashed: boolean }
  | { readonly type: 'run.pause-requested'; readonly actor: string | null }
  | { readonly type: 'run.paused'; readonly actor: string | null }
  | { readonly type: 'run.resumed'; readonly actor: string | null }
  | { readonly type: 'run.cancel-requested'; readonly actor: string | null; readonly reason: 'cancelled_by_user' | 'cancelled_by_parent' }
  | ({
      readonly type: 'run.finished';
      readonly status: TerminalStatus;
      readonly reason: StatusReasonCode;
      readonly error: StoredError | null;
    } & WithPayload)
  | {
      readonly type: 'step.started';
      readonly op: string;
      readonly name: string;
      readonly attempt: number;
      readonly stage: string | null;
      readonly effect: StepEffect;
    }
  | ({
      readonly type: 'step.completed';
      readonly op: string;
      readonly name: string;
      readonly attempt: number;
      readonly stage: string | null;
      readonly startedAt: number;
      readonly copiedFrom: string | null;
    } & WithPayload)
  | {
      readonly type: 'step.attempt-failed';
      readonly op: string;
      readonly name: string;
      readonly attempt: number;
      readonly stage: string | null;
      readonly startedAt: number;
      readonly error: StoredError;
      readonly retryAt: number | null;
    }
  | ({
      readonly type: 'items.recorded';
      readonly op: string;
      readonly name: string;
      readonly stage: string | null;
      readonly startedAt: number;
      readonly total: number;
      readonly first: boolean;
      readonly outcomes: OutcomeCounts;
      readonly report: boolean;
    } & WithPayload)
  | ({
      readonly type: 'wait.completed';
      readonly op: string;
      readonly name: string;
      readonly timedOut: boolean;
      readonly signalSeq: number | null;
      /** With it, the end is refused when an input has come that its owner had not seen: a decision beats the time-out. */
      readonly seenInputSeq?: number;
    } & WithPayload)
  | { readonly type: 'sleep.started'; readonly op: string; readonly name: string; readonly until: number }
  | { readonly type: 'wait.started'; readonly op: string; readonly name: string; readonly until: number | null }
  | ({ readonly type: 'signal.received'; readonly name: string; readonly actor: string | null } & WithPayload)
  | ({
      readonly type: 'review.requested';
      readonly op: string;
      readonly reviewId: string;
      readonly name: string;
      readonly title: string;
      readonly until: number | null;
      readonly form: Json;
    } & WithPayload)
  | ({
      readonly type: 'review.decided';
      readonly reviewId: string;
      readonly name: string;
      readonly decision: ReviewDecision;
      readonly actor: string | null;
      readonly note: string | null;
    } & WithPayload)
  | { readonly type: 'child.started'; readonly op: string; readonly name: string; readonly runId: string }
  | ({
      readonly type: 'child.finished';
      readonly runId: string;
      readonly status: TerminalStatus;
      readonly error: StoredError | null;
      /** The caller pays for what was used on its behalf. */
      readonly creditsUsed: number;
    } & WithPayload)
  | { readonly type: 'stage.changed'; readonly op: string; readonly name: string; readonly status: StageStatus }
  | {
      readonly type: 'progress.reported';
      readonly op: string | null;
      readonly percent: number | null;
      readonly message: string | null;
      readonly unitsDone: number | null;
      readonly unitsTotal: number | null;
    }
  | {
      readonly type: 'log.written';
      readonly op: string | null;
      readonly level: LogLevel;
      readonly message: string;
      readonly step: string | null;
      readonly fields: Json;
    }
  | { readonly type: 'usage.recorded'; readonly op: string | null; readonly entry: UsageEntry }
  | { readonly type: 'artifact.recorded'; readonly op: string | null; readonly artifact: ArtifactEntry }
  | ({
      readonly type: 'records.appended';
      readonly op: string;
      readonly name: string;
      readonly count: number;
      /** One for each row; absent when the rows of the set have none. */
      readonly outcomes?: readonly RowOutcome[] | null;
    } & WithPayload)
  /** Fixed when the run is queued: how its output will be scored, with the expected output as payload. */
  | ({ readonly type: 'evaluation.planned'; readonly plan: EvaluationPlan } & WithPayload)
  /** In the same commit as the completion; the payload holds every score. */
  | ({ readonly type: 'evaluation.recorded'; readonly score: number; readonly passed: boolean } & WithPayload)
  /** What a finished run still takes. `basedOn` is the seq of the run that the sender had seen. */
  | ({
      readonly type: 'verdict.given';
      readonly basedOn: number;
      readonly corrections: number;
      readonly verdict: Omit<Verdict, 'corrections' | 'correctedOutput'>;
    } & WithPayload)
  | { readonly type: 'verdict.withdrawn'; readonly basedOn: number; readonly actor: string | null }
  | { readonly type: 'expected-file.added'; readonly basedOn: number; readonly actor: string | null; readonly artifact: ArtifactEntry }
  | {
      readonly type: 'expected-file.renamed';
      readonly basedOn: number;
      readonly actor: string | null;
      readonly from: string;
      readonly to: string;
    }
  | { readonly type: 'expected-file.removed'; readonly basedOn: number; readonly actor: string | null; readonly path: string }
  /** Of a run that has ended. With the part `data` the run is gone, and this is not stored. */
  | {
      readonly type: 'data.deleted';
      readonly actor: string | null;
      readonly parts: readonly DataPart[];
      readonly jobs: readonly DeletionJob[];
    };

export type RunChangeType = RunChange['type'];
export type RunChangeOf<T extends RunChangeType> = Extract<RunChange, { type: T }>;

/** The input, result or rows of a change, already serialised; never needed to fold a run. */
export interface WithPayload {
  readonly payload: JsonText | null;
}

export interface IdempotencyClaim {
  readonly key: string;
  /** Hash of the request that the key stands for. */
  readonly fingerprint: string;
  readonly expiresAt: number;
}

export type StepEffect = 'at_least_once' | 'at_most_once';
export type ReviewDecision = 'approved' | 'rejected' | 'edited';
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
/** What became of one row of a record set. */
export interface RowOutcome {
  readonly outcome: ItemOutcome;
  readonly reason: string | null;
}

export type OutcomeCounts = { readonly [O in ItemOutcome]: number } & { readonly reasons: { readonly [reason: string]: number } };

/** A file of a run. `storageKey` is made by the server; `path` is a name and never reaches the file system. */
export interface ArtifactEntry {
  readonly id: string;
  readonly path: string;
  readonly role: 'input' | 'output' | 'intermediate' | 'expected';
  readonly step: string | null;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly storageKey: string;
}

/** Changes to what a workspace holds besides runs. */
export type CatalogChange =
  | { readonly type: 'workspace.created'; readonly workspaceId: string; readonly name: string; readonly sampleKey: string }
  | { readonly type: 'workflow.registered'; readonly workspaceId: string; readonly workflow: WorkflowVersionEntry }
  | { readonly type: 'api-key.created'; readonly workspaceId: string; readonly key: ApiKeyEntry }
  | { readonly type: 'api-key.revoked'; readonly workspaceId: string; readonly keyId: string }
  | { readonly type: 'upload.recorded'; readonly workspaceId: string; readonly upload: UploadEntry }
  | BatchChange
  | HousekeepingChange
  | { readonly type: 'credits.granted'; readonly workspaceId: string; readonly grant: GrantEntry }
  | { readonly type: 'plan.set'; readonly workspaceId: string; readonly plan: Plan }
  | { readonly type: 'quote.issued'; readonly workspaceId: string; readonly quote: QuoteEntry };

export interface WorkflowVersionEntry {
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly description: string;
  /** The workflow's declaration as JSON: schemas, stages, limits, sample input. */
  readonly manifest: JsonText;
}

export interface ApiKeyEntry {
  readonly id: string;
  readonly name: string;
  readonly secretHash: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number | null;
}

/** Credits for a workspace. A key makes sure that they are given once. */
export interface GrantEntry {
  readonly id: string;
  readonly amount: number;
  readonly note: string | null;
  readonly actor: string | null;
  readonly idempotency: { readonly key: string; readonly fingerprint: string } | null;
}

export type UploadEntry = Omit<ArtifactEntry, 'role' | 'step'> & { readonly expiresAt: number };

/** A change to one run, as it goes to the journal. `epoch` is the owner's claim; null for changes that anybody may make. */
export interface RunCommit {
  readonly kind: 'run';
  readonly workspaceId: string;
  readonly runId: string;
  readonly at: number;
  readonly epoch: number | null;
  readonly change: RunChange;
  /** Of a run that is to be accepted: what must hold then. It is not stored. */
  readonly guards?: readonly StartGuard[];
}

export interface CatalogCommit {
  readonly kind: 'catalog';
  readonly at: number;
  readonly change: CatalogChange;
}

export type Change = RunCommit | CatalogCommit;
