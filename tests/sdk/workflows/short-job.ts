import { appendFileSync } from 'node:fs';
import { defineWorkflow } from 'millrace';
import { z } from 'zod';

export default defineWorkflow({ name: 'short-job', input: z.object({ log: z.string() }) }, async (run, { log }) =>
  run.step('child', () => {
    appendFileSync(log, 'child\n');
    return 'grown up';
  }),
);
