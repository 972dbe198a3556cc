import { z } from 'zod';
import { Id, Timestamp } from './scalar.ts';

export const DataPart = z.enum(['input', 'output', 'logs', 'data']).meta({ id: 'DataPart' });
export type DataPart = z.infer<typeof DataPart>;

/** Work that goes on after the answer. */
export const Job = z
  .object({
    id: Id,
    kind: z.enum(['delete_run', 'delete_batch']),
    part: DataPart.nullable().meta({ description: 'What of the run is deleted; null for a batch.' }),
    run_id: Id.nullable(),
    batch_id: Id.nullable(),
    state: z.enum(['pending', 'running', 'complete', 'failed', 'cancelled']),
    message: z.string().nullable().meta({ description: 'What went wrong.' }),
    created_at: Timestamp,
    updated_at: Timestamp,
    finished_at: Timestamp.nullable(),
    links: z.object({ self: z.string() }),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof Job>;

/** The jobs of a deletion, by what they delete; null for what was not asked for. */
export const RunDeletion = z
  .object({
    run_id: Id,
    jobs: z.object({
      data: Job.nullable(),
      input: Job.nullable(),
      output: Job.nullable(),
      logs: Job.nullable(),
      batch: Job.nullable(),
    }),
  })
  .meta({ id: 'RunDeletion' });
export type RunDeletion = z.infer<typeof RunDeletion>;
