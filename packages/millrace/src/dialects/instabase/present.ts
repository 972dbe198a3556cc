import type { Run } from '../../domain/run.ts';
import { batchFolder } from './batch-folder.ts';
import { nanoseconds } from './nanoseconds.ts';
import { originOf } from './run-origin.ts';
import { statusWord, type StatusWord } from './statuses.ts';

/** What a run is shown with beyond its own fields. */
export interface RunFacts {
  readonly appId: string;
  /** Of the batch that it was started with, also when that has been deleted. */
  readonly batchNumber: number | null;
  /** The title of the review at which it has stopped. */
  readonly checkpoint: string | null;
}

export type RunBody = {
  readonly id: string;
  readonly status: StatusWord;
  readonly start_timestamp: bigint;
  readonly finish_timestamp: bigint | null;
  readonly msg: string | null;
  readonly batch_id: number | null;
  readonly input_dir: string | null;
  readonly app_id: string;
  readonly deployment_id: string | null;
  readonly tags: readonly string[];
};

export function presentRun(run: Run, { appId, batchNumber, checkpoint }: RunFacts): RunBody {
  const origin = originOf(run);
  return {
    id: run.id,
    status: statusWord(run),
    ...presentTimes(run),
    msg: presentMessage(run, checkpoint),
    batch_id: batchNumber,
    input_dir: origin.input_dir ?? (batchNumber === null ? null : batchFolder(batchNumber)),
    app_id: appId,
    deployment_id: origin.deployment_id,
    tags: run.tags,
  };
}

/** A run that has not started yet shows when it was accepted: the vendor's runs always have a start. */
export function presentTimes(run: Run): Pick<RunBody, 'start_timestamp' | 'finish_timestamp'> {
  return {
    start_timestamp: nanoseconds(run.startedAt ?? run.createdAt),
    finish_timestamp: 'finishedAt' in run ? nanoseconds(run.finishedAt) : null,
  };
}

export function presentMessage(run: Run, checkpoint: string | null): string | null {
  switch (run.status) {
    case 'completed':
      return null;
    case 'failed':
      return run.error.message;
    case 'cancelled':
      return run.reason === 'cancelled_by_parent'
        ? 'The run that started it ended before it did.'
        : 'A user cancelled the run before it completed.';
    default:
      return checkpoint ?? run.progress.message;
  }
}
