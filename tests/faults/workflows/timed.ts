import { appendFileSync, existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const input = z.object({
  /** Each effect is a line in this file. */
  log: z.string(),
  kind: z.enum(['sleep', 'beside', 'retry', 'gate', 'hang', 'deaf', 'file']),
  ms: z.number().default(0),
  /** A gate opens when this file is there. */
  gate: z.string().default(''),
});

/** Runs that wait for time in all the ways there are. */
export default defineWorkflow({ name: 'timed', input }, async (run, { log, kind, ms, gate }) => {
  const note = (what: string): void => appendFileSync(log, `${run.id} ${what}\n`);
  const gated = async (signal: AbortSignal): Promise<void> => {
    while (!existsSync(gate)) await delay(20, null, { signal });
  };
  switch (kind) {
    case 'sleep':
      await run.sleep('nap', ms);
      return run.step('woke', () => note('woke'));
    case 'beside': {
      const nap = run.sleep('nap', ms).then(() => run.step('woke', () => note('woke')));
      await Promise.all([nap, run.step('busy', ({ signal }) => gated(signal))]);
      return null;
    }
    case 'retry':
      return run.step(
        'stubborn',
        ({ attempt }) => {
          note(`attempt ${attempt}`);
          if (attempt === 1) throw new Error('The first attempt fails on purpose.');
        },
        { retry: { maximumAttempts: 2, initialIntervalMs: ms, jitter: 0 } },
      );
    case 'gate':
      return run.step('busy', ({ signal }) => gated(signal), { timeout: ms, retry: { maximumAttempts: 1 } });
    case 'hang':
      return run.step('hang', ({ signal }) => delay(600_000, null, { signal }), { timeout: ms, retry: { maximumAttempts: 1 } });
    case 'deaf':
      return run.step('deaf', () => gated(new AbortController().signal));
    case 'file':
      await run.artifact('note.txt', 'kept');
      return null;
  }
});
