import { z } from 'zod';

export const Progress = z
  .object({
    percent: z.number().min(0).max(100).meta({ description: 'Never goes back; 100 only when the run completed.' }),
    message: z.string().nullable(),
    units_done: z.number().nullable(),
    units_total: z.number().nullable(),
    eta_ms: z.int().min(0).nullable().meta({ description: 'Estimated milliseconds from `updated_at` to the end.' }),
    eta_method: z.string().nullable().meta({ description: 'How the estimate was made.' }),
  })
  .meta({ id: 'Progress' });
export type Progress = z.infer<typeof Progress>;
