import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const input = z.object({
  /** Where effects are noted, one line each. */
  log: z.string(),
  /** What to do, in words; the words of one list are done beside each other. */
  plan: z.array(z.array(z.string())),
  depth: z.int().default(0),
});

/** Does what a plan says, with every verb that can be interrupted. Each effect names its run, its step and its attempt. */
export default defineWorkflow(
  { name: 'storm', input, concurrency: { limit: 40, perKey: 3 }, retry: { initialIntervalMs: 15 } },
  async (run, { log, plan, depth }) => {
    let count = 0;
    const step = (ms: number): Promise<unknown> => {
      count += 1;
      const name = `s${count}`;
      return run.step(name, async () => {
        appendFileSync(log, `${run.id} ${name}\n`);
        await delay(ms);
        return name;
      });
    };
    const act = async (word: string, place: string): Promise<unknown> => {
      const [verb = '', argument = ''] = word.split(':');
      switch (verb) {
        case 'step':
          return step(Number(argument));
        case 'flaky':
          return run.step(`flaky ${place}`, async ({ attempt }) => {
            await delay(Number(argument));
            if (attempt < 3) throw new Error('not yet');
            return attempt;
          });
        case 'map':
          return run.map(
            `map ${place}`,
            Array.from({ length: Number(argument) }, (_, index) => index),
            async (item, { attempt }) => {
              if (item % 5 === 0) await delay(3);
              if (item % 7 === 0 && attempt === 1) throw new Error('again');
              return item;
            },
          );
        case 'sleep':
          return run.sleep(`nap ${place}`, Number(argument));
        case 'wait':
          return run.waitFor('go', { timeout: Number(argument) });
        case 'review':
          return run.review(`review ${place}`, { place }, { timeout: Number(argument) });
        case 'race': {
          const winner = await Promise.race([
            run.sleep(`late ${place}`, Number(argument)).then(() => 'late'),
            run.waitFor('go').then(() => 'go'),
          ]);
          return run.step(`${winner} won ${place}`, () => winner);
        }
        case 'records':
          return run.records('rows', [{ place }]);
        case 'call':
          return depth >= 2
            ? null
            : run.call('storm', { log, plan: [['step:1'], ['sleep:5'], ['step:1']], depth: depth + 1 }).catch(() => 'child failed');
        default:
          throw new Error(`The plan has an unknown word: ${word}`);
      }
    };
    for (const [index, words] of plan.entries()) {
      await Promise.all(words.map((word, branch) => act(word, `${index}.${branch}`)));
    }
    return { steps: count };
  },
);
