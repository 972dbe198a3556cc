/**
 * What of a finished run can be deleted. `data`: the run itself with everything that hangs on it; the others leave the run
 * and take its input and input files, its output, record sets and the files that it made, or its log lines.
 */
export const DATA_PARTS = ['input', 'output', 'logs', 'data'] as const;
export type DataPart = (typeof DATA_PARTS)[number];

/** One piece of work that goes on after the answer. */
export interface DeletionJob {
  readonly id: string;
  readonly part: DataPart;
}

export type JobKind = 'delete_run' | 'delete_batch';
export const JOB_STATES = ['pending', 'running', 'complete', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Changes to the jobs themselves and to what they leave behind. */
export type HousekeepingChange =
  /** Removes up to `limit` rows of what a job has to delete, and notes the files that they named. */
  | { readonly type: 'job.worked'; readonly workspaceId: string; readonly jobId: string; readonly limit: number }
  | {
      readonly type: 'job.moved';
      readonly workspaceId: string;
      readonly jobId: string;
      readonly state: JobState;
      readonly message: string | null;
    }
  /** Uploads and uploads in parts that have expired by then; at most `limit` of each. */
  | { readonly type: 'uploads.expired'; readonly limit: number }
  /** An upload that somebody does not need any more. Runs that were started with it keep the file. */
  | { readonly type: 'upload.removed'; readonly workspaceId: string; readonly uploadId: string }
  /** Files that no row named any more and that are gone from the disk. */
  | { readonly type: 'files.removed'; readonly jobId: string | null; readonly storageKeys: readonly string[] };
