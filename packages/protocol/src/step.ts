import { z } from 'zod';
import { ItemSummary } from './items.ts';
import { pageOf } from './page.ts';
import { RunError } from './run-error.ts';
import { Timestamp } from './scalar.ts';

export const StepStatus = z
  .enum(['pending', 'running', 'waiting', 'completed', 'failed', 'skipped', 'cancelled'])
  .meta({ id: 'StepStatus' });

export const Attempt = z
  .object({
    attempt: z.int().min(1),
    status: z.enum(['running', 'completed', 'failed', 'cancelled']),
    started_at: Timestamp.nullable(),
    finished_at: Timestamp.nullable(),
    duration_ms: z.int().nullable(),
    error: RunError.nullable(),
  })
  .meta({ id: 'Attempt' });
export type Attempt = z.infer<typeof Attempt>;

/** One named, recorded unit of work of a run. `op` is unique in the run: kind, name and occurrence. */
export const Step = z
  .object({
    op: z.string(),
    kind: z.string(),
    name: z.string(),
    occurrence: z.int().min(1),
    stage: z.string().nullable(),
    status: StepStatus,
    started_at: Timestamp.nullable(),
    finished_at: Timestamp.nullable(),
    duration_ms: z.int().nullable(),
    attempts: z.array(Attempt),
    items: ItemSummary.nullable(),
    error: RunError.nullable(),
    copied_from: z.string().nullable().meta({ description: 'The run whose result was taken over, in a rerun.' }),
    result: z.unknown().optional().meta({ description: 'Only with `expand=result`; null until there is one.' }),
  })
  .meta({ id: 'Step' });
export type Step = z.infer<typeof Step>;

export const StepList = pageOf(Step).meta({ id: 'StepList' });
