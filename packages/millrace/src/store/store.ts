import type {
  ApiKeyEntry,
  ArtifactEntry,
  LogLevel,
  ReviewDecision,
  RunChange,
  UploadEntry,
  WorkflowVersionEntry,
} from '../domain/change.ts';
import type { BatchEntry, BatchFileEntry, PartEntry, PartUploadEntry } from '../domain/batch.ts';
import type { DataPart, JobKind, JobState } from '../domain/deletion.ts';
import type { Json, JsonText } from '../domain/json.ts';
import type { Balances, EntryKind, LedgerEntry } from '../domain/ledger.ts';
import type { Plan } from '../domain/plan.ts';
import type { QuoteEntry } from '../domain/quote.ts';
import type { Run } from '../domain/run.ts';
import type { RunStatus } from '../domain/run-status.ts';
import type { CommittedRun } from '../journal/journal.ts';
import type { RecordReads } from './record-reads.ts';
import type { RunFilter } from './run-filter.ts';
import type { EvaluationReads, VerdictReads } from './verdict-reads.ts';

/**
 * The read port. Reads are synchronous, see everything that was committed before they began, and always name the
 * workspace: there is no look-up by id alone. What does not exist and what belongs to somebody else both give null.
 */
export interface Store {
  readonly runs: RunReads;
  readonly events: EventReads;
  readonly reviews: ReviewReads;
  readonly artifacts: ArtifactReads;
  readonly records: RecordReads;
  readonly evaluations: EvaluationReads;
  readonly verdicts: VerdictReads;
  readonly workflows: WorkflowReads;
  readonly access: AccessReads;
  readonly credits: CreditReads;
  readonly batches: BatchReads;
  readonly jobs: JobReads;
  readonly dispatch: DispatchReads;
  close(): void;
}

export interface RunReads {
  get(workspaceId: string, runId: string): Run | null;
  input(workspaceId: string, runId: string): JsonText | null;
  /** Null unless the run completed. */
  output(workspaceId: string, runId: string): JsonText | null;
  /**
   * Newest first; at most `limit` runs, from after `cursor` on. When a filter combines things that no index knows
   * together, a page may be short, even empty, and still have a next one: the look-up stops after a few thousand runs.
   */
  list(workspaceId: string, filter: RunFilter, page: Page): PageOf<Run>;
  /** Counts no further than `upTo`, and for such combinations among the newest 50,000 candidates only, or 10,000 where rows have to be read. */
  count(workspaceId: string, filter: RunFilter, upTo: number): number;
  /** Oldest first. */
  children(workspaceId: string, runId: string): readonly Run[];
  /** The newest run that retries or reruns this one, if any. */
  next(workspaceId: string, runId: string): Run | null;
}

export interface Page {
  readonly limit: number;
  readonly cursor: string | null;
}

export interface PageOf<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

/** One change as it stands in the log of a run. */
export interface StoredEvent {
  readonly seq: number;
  readonly at: number;
  readonly type: RunChange['type'];
  /** The fields of the change without `type` and `payload`, as JSON. */
  readonly data: JsonText;
}

export interface StoredEventWithPayload extends StoredEvent {
  readonly payload: JsonText | null;
}

export interface EventReads {
  /** Events with a seq above `after`, oldest first. */
  after(workspaceId: string, runId: string, after: number, limit: number): readonly StoredEvent[];
  /** The whole log with payloads: what a replay and the list of steps are made from. */
  history(workspaceId: string, runId: string): readonly StoredEventWithPayload[];
  /** Log lines with a seq above `after`, oldest first: those of `level` and of more urgent ones, or all. */
  logs(
    workspaceId: string,
    runId: string,
    page: { readonly after: number; readonly limit: number; readonly level: LogLevel | null },
  ): readonly StoredEvent[];
  payload(workspaceId: string, runId: string, seq: number): JsonText | null;
  /** Signals, decisions and ends of called runs with a seq above `after`, oldest first. */
  inputs(workspaceId: string, runId: string, after: number): readonly StoredEventWithPayload[];
}

export interface Review {
  readonly id: string;
  readonly workspaceId: string;
  readonly runId: string;
  readonly workflow: string;
  readonly name: string;
  readonly title: string;
  readonly form: Json;
  readonly data: JsonText;
  readonly requestedAt: number;
  readonly until: number | null;
  readonly state:
    | { readonly status: 'open' }
    /** The run went on or ended without a decision. */
    | { readonly status: 'closed'; readonly closedAt: number }
    | {
        readonly status: 'decided';
        readonly decision: ReviewDecision;
        readonly value: JsonText | null;
        readonly note: string | null;
        readonly actor: string | null;
        readonly decidedAt: number;
      };
}

export interface ReviewReads {
  get(workspaceId: string, reviewId: string): Review | null;
  list(
    workspaceId: string,
    filter: { readonly status?: 'open' | 'closed' | 'decided'; readonly runId?: string },
    page: Page,
  ): PageOf<Review>;
}

export interface StoredArtifact extends ArtifactEntry {
  readonly runId: string;
  readonly createdAt: number;
}

export interface ArtifactReads {
  list(workspaceId: string, runId: string): readonly StoredArtifact[];
  get(workspaceId: string, runId: string, path: string): StoredArtifact | null;
  upload(workspaceId: string, uploadId: string): (UploadEntry & { readonly createdAt: number }) | null;
  /** True when a row names this key: an unnamed file is an orphan. */
  hasStorageKey(storageKey: string): boolean;
}

export interface StoredWorkflow extends WorkflowVersionEntry {
  readonly registeredAt: number;
}

export interface WorkflowReads {
  list(workspaceId: string): readonly StoredWorkflow[];
  /** The newest version, unless one is named. */
  get(workspaceId: string, name: string, version?: string): StoredWorkflow | null;
  versions(workspaceId: string, name: string): readonly StoredWorkflow[];
}

export interface StoredApiKey extends ApiKeyEntry {
  readonly workspaceId: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly sampleKey: string;
  readonly createdAt: number;
}

export interface AccessReads {
  workspaces(): readonly Workspace[];
  workspace(workspaceId: string): Workspace | null;
  keys(workspaceId: string): readonly StoredApiKey[];
  /** The only read without a workspace: a key is how one is found. */
  keyById(keyId: string): StoredApiKey | null;
}

/** A quote, and the run that was started with it, if any. */
export interface StoredQuote extends QuoteEntry {
  readonly runId: string | null;
}

/** What is absent does not filter. Both times are exclusive. */
export interface EntryFilter {
  readonly runId?: string;
  /** Any of them; an empty list does not filter. */
  readonly kinds?: readonly EntryKind[];
  readonly after?: number;
  readonly before?: number;
}

export interface CreditReads {
  balances(workspaceId: string): Balances;
  /** Newest first. */
  entries(workspaceId: string, filter: EntryFilter, page: Page): PageOf<LedgerEntry>;
  entry(workspaceId: string, entryId: string): LedgerEntry | null;
  /** Null when the workspace was given none: then it has the plan `UNLIMITED`. */
  plan(workspaceId: string): Plan | null;
  quote(workspaceId: string, quoteId: string): StoredQuote | null;
}

export interface StoredBatch extends BatchEntry {
  readonly workspaceId: string;
  /** Counts the batches of the workspace; never given twice. */
  readonly number: number;
  readonly createdAt: number;
  /** When its files last changed. */
  readonly updatedAt: number;
}

export interface StoredBatchFile extends BatchFileEntry {
  readonly batchId: string;
  readonly updatedAt: number;
}

export interface StoredPartUpload extends PartUploadEntry {
  readonly createdAt: number;
}

export interface BatchReads {
  get(workspaceId: string, batchId: string): StoredBatch | null;
  byNumber(workspaceId: string, number: number): StoredBatch | null;
  /** The number of a batch, also after it was deleted: runs that used it go on naming it. */
  numberOf(workspaceId: string, batchId: string): number | null;
  /** Newest first. */
  list(workspaceId: string, filter: { readonly createdBy?: string }, page: Page): PageOf<StoredBatch>;
  /** In the order of their names, by UTF-8 bytes. */
  files(workspaceId: string, batchId: string, page: Page): PageOf<StoredBatchFile>;
  file(workspaceId: string, batchId: string, name: string): StoredBatchFile | null;
  countFiles(workspaceId: string, batchId: string): number;
  partUpload(workspaceId: string, uploadId: string): StoredPartUpload | null;
  /** In the order of their numbers. */
  parts(workspaceId: string, uploadId: string): readonly PartEntry[];
}

/** The work of a deletion, which goes on after the answer. */
export interface StoredJob {
  readonly id: string;
  readonly workspaceId: string;
  readonly kind: JobKind;
  /** What of the run is deleted; null for a batch. */
  readonly part: DataPart | null;
  readonly runId: string | null;
  readonly batchId: string | null;
  readonly state: JobState;
  /** What went wrong. */
  readonly message: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly finishedAt: number | null;
}

export interface JobReads {
  get(workspaceId: string, jobId: string): StoredJob | null;
  /** Jobs of all workspaces that are not finished, oldest first; never shown to a client. */
  open(limit: number): readonly OpenJob[];
  /** False when all rows of a job are deleted, and only files are left to be removed. */
  hasRows(jobId: string): boolean;
  /** Files that a job, or with null housekeeping, has to remove unless a row names them. */
  releasedFiles(jobId: string | null, limit: number): readonly string[];
  /** True when an upload, whole or in parts, has expired by then. */
  hasExpiredUploads(at: number): boolean;
}

export interface OpenJob extends StoredJob {
  readonly hasRows: boolean;
}

/** What recovery, the dispatcher and the doctor read: across workspaces, never shown to a client. */
export interface DispatchReads {
  /** Runs that may be taken at or before `until`, soonest first; those that come after `last`, if it is given. */
  runnable(until: number, limit: number, last?: CommittedRun | null): readonly CommittedRun[];
  deadlines(until: number, limit: number): readonly CommittedRun[];
  /** Runs in status `running`: whoever ran them is gone when the process has just started. */
  running(): readonly CommittedRun[];
  /** Live runs that were called by a run that has ended. */
  orphans(): readonly CommittedRun[];
  liveCounts(): { readonly [S in RunStatus]?: number };
  /** Live runs that have neither an owner, nor a time, nor a named wait. Must be empty. */
  stuck(limit: number): readonly CommittedRun[];
}
