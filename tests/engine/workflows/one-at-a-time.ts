import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const input = z.object({ log: z.string(), holdMs: z.number(), name: z.string().optional() });

/** At most one run at a time. Writes when it enters and when it leaves. */
export default defineWorkflow({ name: 'one-at-a-time', input, concurrency: 1 }, async (run, { log, holdMs, name = 'run' }) => {
  await run.step('hold', async () => {
    appendFileSync(log, `enter ${name}\n`);
    await delay(holdMs);
    appendFileSync(log, `leave ${name}\n`);
  });
});
