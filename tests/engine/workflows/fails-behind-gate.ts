import { appendFileSync, existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const input = z.object({ log: z.string(), gate: z.string(), as: z.enum(['step', 'item']) });

/** A step, or the item of a map, that fails the first time, but not before somebody opens the gate; and then succeeds. */
export default defineWorkflow({ name: 'fails-behind-gate', input }, async (run, { log, gate, as }) => {
  const retry = { maximumAttempts: 2, initialIntervalMs: 1, jitter: 0 };
  const fail = async (): Promise<string> => {
    const isFirst = !existsSync(log);
    appendFileSync(log, 'tried\n');
    while (!existsSync(gate)) await delay(2);
    if (isFirst) throw new Error('not yet');
    return 'done';
  };
  if (as === 'step') return run.step('gated', fail, { retry });
  const { results } = await run.map('gated', [0], fail, { retry });
  return results[0] ?? null;
});
