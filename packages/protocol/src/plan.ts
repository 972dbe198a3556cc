import { z } from 'zod';
import { REQUEST_LIMITS } from './request-limits.ts';

/** What a workspace may use. Null is no limit. */
export const Plan = z
  .strictObject({
    name: z.string().min(1).max(REQUEST_LIMITS.nameLength),
    active: z.boolean().meta({ description: 'An inactive plan lets nothing start.' }),
    metered: z.boolean().meta({ description: 'Whether a start needs credits that are available.' }),
    requests_per_minute: z.int().min(1).nullable().meta({ description: 'For each API key.' }),
    concurrent_runs: z.int().min(1).nullable().meta({ description: 'Runs that have not ended, without those that runs called.' }),
    credits_per_period: z.int().min(0).nullable().meta({ description: 'What the plan promises. Credits come from grants only.' }),
  })
  .meta({ id: 'Plan' });
export type Plan = z.infer<typeof Plan>;
