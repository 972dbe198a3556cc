import { z } from 'zod';

/** What every crash workflow is started with. Its output depends on the workflow and on `n` alone. */
export const crashInput = z.object({
  key: z.string(),
  n: z.number().int(),
  /** Where the effect server listens. */
  effects: z.string(),
});
