import { defineWorkflow } from 'millrace';
import { z } from 'zod';

/** Sleeps until a time. */
export default defineWorkflow({ name: 'nap', input: z.object({ until: z.number() }) }, async (run, { until }) => {
  await run.sleepUntil('nap', until);
  return null;
});
