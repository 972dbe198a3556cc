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

export function presentDeletion(runId: string, deletion: RunDeletion): WireDeletion {
  const present = (job: StoredJob | null): Job | null => (job === null ? null : presentJob(job));
  const { data, input, output, logs, batch } = deletion;
  return {
    run_id: runId,
    jobs: { data: present(data), input: present(input), output: present(output), logs: present(logs), batch: present(batch) },
  };
}
