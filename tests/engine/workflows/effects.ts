import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const input = z.object({
  log: z.string(),
  /** What the function does, one word at a time. */
  plan: z.array(z.string()),
});

/** Follows a plan given as input, and writes a line for each effect of a step. */
export default defineWorkflow({ name: 'effects', input, retry: { initialIntervalMs: 20 } }, async (run, { log, plan }) => {
  const seen: unknown[] = [];
  const effect = (line: string): void => appendFileSync(log, `${line}\n`);
  for (const word of plan) {
    const [verb = '', argument = ''] = word.split(':');
    switch (verb) {
      case 'step':
        seen.push(
          await run.step(argument, () => {
            effect(argument);
            return argument;
          }),
        );
        break;
      case 'slow':
        seen.push(
          await run.step('slow', async ({ signal }) => {
            effect('slow');
            await delay(Number(argument), undefined, { signal });
            return 'slow';
          }),
        );
        break;
      case 'stubborn':
        seen.push(
          await run.step('stubborn', async () => {
            effect('stubborn');
            await delay(Number(argument));
            return 'stubborn';
          }),
        );
        break;
      case 'sleep':
        await run.sleep('nap', Number(argument));
        break;
      case 'wait':
        seen.push(await run.waitFor(argument));
        break;
      case 'wait-briefly':
        seen.push(await run.waitFor(argument, { timeout: 30 }));
        break;
      case 'review':
        seen.push(await run.review(argument, { shown: argument }, { title: 'Please look' }));
        break;
      case 'review-briefly':
        seen.push(await run.review(argument, { shown: argument }, { timeout: 30 }));
        break;
      case 'log':
        run.log('info', argument);
        break;
      case 'fail':
        await run.step('failing', ({ attempt }) => {
          effect(`attempt ${attempt}`);
          throw new Error(`It failed: ${argument}`);
        });
        break;
      case 'flaky':
        seen.push(
          await run.step('flaky', ({ attempt }) => {
            effect(`attempt ${attempt}`);
            if (attempt < Number(argument)) throw new Error('not yet');
            return attempt;
          }),
        );
        break;
      case 'once':
        seen.push(
          await run.step(
            'once',
            () => {
              effect('once');
              return 'once';
            },
            { effect: 'at_most_once' },
          ),
        );
        break;
      case 'exit':
        process.exit(1);
        break;
      default:
        throw new Error(`The plan has an unknown word: ${word}`);
    }
  }
  return { seen };
});
