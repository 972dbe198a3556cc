import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { defineWorkflow } from 'millrace';
import { z } from 'zod';

/** Does a step, then one that is busy as long as a file exists, then another: a run that is alive whenever it is killed. */
export default defineWorkflow({ name: 'hold', input: z.object({ file: z.string() }) }, async (run, { file }) => {
  await run.step('before', () => 1);
  await run.step('busy', async (step) => {
    while (existsSync(file)) await pause(1000, null, { signal: step.signal });
    return 2;
  });
  return run.step('after', () => 3);
});
