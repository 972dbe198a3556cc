import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const input = z.object({ log: z.string(), key: z.string() });

/** At most one run for each concurrency key. */
export default defineWorkflow({ name: 'one-per-key', input, concurrency: { perKey: 1 } }, async (run, { log, key }) => {
  await run.step('hold', async () => {
    appendFileSync(log, `enter ${key}\n`);
    await delay(20);
    appendFileSync(log, `leave ${key}\n`);
  });
});
