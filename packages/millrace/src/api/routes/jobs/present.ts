import type { Job, RunDeletion as WireDeletion } from '@millrace/protocol';
import type { RunDeletion } from '../../../commands/delete-run.ts';
import type { StoredJob } from '../../../store/store.ts';
import { optionalTimestamp, timestamp } from '../../timestamp.ts';

export function presentJob(job: StoredJob): Job {
  return {
    id: job.id,
    kind: job.kind,
    part: job.part,
    run_id: job.runId,
    batch_id: job.batchId,
    state: job.state,
    message: job.message,
    created_at: timestamp(job.createdAt),
    updated_at: timestamp(job.updatedAt),
    finished_at: optionalTimestamp(job.finishedAt),
    links: { self: `/v1/jobs/${job.id}` },
  };
}

export function presentDeletion(runId: string, { data, input, output, logs, batch }: RunDeletion): WireDeletion {
  return {
    run_id: runId,
    jobs: {
      data: optionalJob(data),
      input: optionalJob(input),
      output: optionalJob(output),
      logs: optionalJob(logs),
      batch: optionalJob(batch),
    },
  };
}

function optionalJob(job: StoredJob | null): Job | null {
  return job === null ? null : presentJob(job);
}
