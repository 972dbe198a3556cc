import { appendFileSync, existsSync } from 'node:fs';
import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const input = z.object({ log: z.string(), obstacle: z.string() });

/** A map that may not fail, with one item that does while the obstacle is there. */
export default defineWorkflow({ name: 'picky-job', input, retry: { maximumAttempts: 1 } }, async (run, { log, obstacle }) => {
  const mapped = await run.map(
    'check',
    [1, 2, 3],
    (item) => {
      appendFileSync(log, `check ${item}\n`);
      if (item === 2 && existsSync(obstacle)) throw new Error('something is in the way');
      return item;
    },
    { maxFailed: 0, report: true },
  );
  return mapped.values;
});
