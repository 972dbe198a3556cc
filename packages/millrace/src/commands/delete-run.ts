import type { Change } from '../domain/change.ts';
import { DATA_PARTS, type DataPart } from '../domain/deletion.ts';
import { MillraceError } from '../domain/errors.ts';
import { isTerminal } from '../domain/run-status.ts';
import type { StoredJob } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { outsideChange } from './commit-run-change.ts';
import { refusalToError } from './refusal-to-error.ts';
import { requireJob } from './require-job.ts';
import { requireRun } from './require-run.ts';

export interface RunDeletionRequest {
  readonly runId: string;
  /** The run itself with everything that hangs on it: it is gone at once. */
  readonly data: boolean;
  /** The input and the input files. */
  readonly input: boolean;
  /** The output, the record sets, and the files that the run made. */
  readonly output: boolean;
  /** What it logged. */
  readonly logs: boolean;
  /** The batch that it was started with as well, if that still exists. */
  readonly batch?: boolean;
}

/** The job for each part that was asked for. */
export interface RunDeletion {
  readonly data: StoredJob | null;
  readonly input: StoredJob | null;
  readonly output: StoredJob | null;
  readonly logs: StoredJob | null;
  readonly batch: StoredJob | null;
}

/**
 * Deletes a finished run, or parts of what it holds, for good. When it resolves, nobody can read them any more; rows and
 * files are removed soon after, also if the process ends in between. Errors: `run_not_finished`, `not_found`,
 * `invalid_parameter` when nothing is to be deleted.
 */
export async function deleteRun(context: CommandContext, caller: Caller, request: RunDeletionRequest): Promise<RunDeletion> {
  const run = requireRun(context, caller, request.runId);
  if (!isTerminal(run.status)) {
    throw new MillraceError('run_not_finished', `The run is ${run.status}. Delete it when it has ended, or cancel it first.`);
  }
  const parts = DATA_PARTS.filter((part) => request[part]);
  if (parts.length === 0) throw new MillraceError('invalid_parameter', 'Say what to delete: data, input, output or logs.');
  const jobs = parts.map((part) => ({ id: context.newId(), part }));
  const deleted = { type: 'data.deleted', actor: caller.actor, parts, jobs } as const;
  const at = context.now();
  const changes: Change[] = [outsideChange(caller.workspaceId, run.id, at, deleted)];
  const batch = request.batch === true ? batchToDelete(context, caller, run.lineage.batchId) : null;
  if (batch !== null) changes.push({ kind: 'catalog', at, change: { type: 'batch.deleted', workspaceId: caller.workspaceId, ...batch } });
  const result = await context.journal.commit(changes);
  if (!result.ok) throw refusalToError(result.refusal);
  context.housekeeping.wake();
  const jobOf = (part: DataPart): StoredJob | null => {
    const job = jobs.find((candidate) => candidate.part === part);
    return job === undefined ? null : requireJob(context, caller, job.id);
  };
  return {
    data: jobOf('data'),
    input: jobOf('input'),
    output: jobOf('output'),
    logs: jobOf('logs'),
    batch: batch === null ? null : requireJob(context, caller, batch.jobId),
  };
}

function batchToDelete(
  context: CommandContext,
  caller: Caller,
  batchId: string | null,
): { readonly batchId: string; readonly jobId: string } | null {
  if (batchId === null || context.store.batches.get(caller.workspaceId, batchId) === null) return null;
  return { batchId, jobId: context.newId() };
}
