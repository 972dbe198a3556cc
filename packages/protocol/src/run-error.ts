import { z } from 'zod';

/** Why a run, a step or an attempt failed. */
export const RunError = z
  .object({
    code: z.string(),
    message: z.string(),
    step: z.string().nullable(),
    attempt: z.int().nullable(),
    stack: z.string().nullable(),
  })
  .meta({ id: 'RunError' });
export type RunError = z.infer<typeof RunError>;
