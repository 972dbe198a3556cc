import { appendFileSync, existsSync } from 'node:fs';
import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const input = z.object({
  /** A line for each effect. */
  log: z.string(),
  /** The last step fails while this file is there. */
  obstacle: z.string(),
});

/** Does one of everything that is recorded, then fails at the end. */
export default defineWorkflow({ name: 'long-job', input, retry: { maximumAttempts: 1 } }, async (run, { log, obstacle }) => {
  const effect = (line: string): void => appendFileSync(log, `${line}\n`);
  const first = await run.step('first', () => {
    effect('first');
    return 1;
  });
  const heard = await run.waitFor('go');
  await run.sleep('nap', 20);
  const review = await run.review('check', { first });
  const child = await run.call('short-job', { log });
  const doubled = await run.map('double', [1, 2, 3], (item) => {
    effect(`double ${item}`);
    return item * 2;
  });
  await run.records('rows', doubled.values);
  await run.artifact('first.txt', String(first));
  const last = await run.step('last', () => {
    effect('last');
    if (existsSync(obstacle)) throw new Error('something is in the way');
    return 'done';
  });
  return { first, heard, decision: review?.decision ?? null, child, doubled: doubled.values, last };
});
