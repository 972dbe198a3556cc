import { appendFileSync } from 'node:fs';
import { exit } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { defineWorkflow, type RunContext } from 'millrace';
import { z } from 'zod';

const input = z.object({
  log: z.string(),
  /** What the function does, one word at a time. */
  plan: z.array(z.string()),
});

interface Scene {
  readonly run: RunContext;
  readonly argument: string;
  /** Writes a line where tests find it. */
  readonly effect: (line: string) => void;
}

/** Words whose answer becomes part of the output. */
const QUESTIONS: { readonly [verb: string]: (scene: Scene) => Promise<unknown> } = {
  step: ({ run, argument, effect }) =>
    run.step(argument, () => {
      effect(argument);
      return argument;
    }),
  slow: ({ run, argument, effect }) =>
    run.step('slow', async ({ signal }) => {
      effect('slow');
      await delay(Number(argument), undefined, { signal });
      return 'slow';
    }),
  stubborn: ({ run, argument, effect }) =>
    run.step('stubborn', async () => {
      effect('stubborn');
      await delay(Number(argument));
      return 'stubborn';
    }),
  wait: ({ run, argument }) => run.waitFor(argument),
  'wait-briefly': ({ run, argument }) => run.waitFor(argument, { timeout: 30 }),
  review: ({ run, argument }) => run.review(argument, { shown: argument }, { title: 'Please look' }),
  'review-briefly': ({ run, argument }) => run.review(argument, { shown: argument }, { timeout: 30 }),
  flaky: ({ run, argument, effect }) =>
    run.step('flaky', ({ attempt }) => {
      effect(`attempt ${attempt}`);
      if (attempt < Number(argument)) throw new Error('not yet');
      return attempt;
    }),
  once: ({ run, effect }) =>
    run.step(
      'once',
      () => {
        effect('once');
        return 'once';
      },
      { effect: 'at_most_once' },
    ),
};

const DEEDS: { readonly [verb: string]: (scene: Scene) => Promise<void> } = {
  sleep: ({ run, argument }) => run.sleep('nap', Number(argument)),
  log: async ({ run, argument }) => run.log('info', argument),
  fail: ({ run, argument, effect }) =>
    run.step('failing', ({ attempt }) => {
      effect(`attempt ${attempt}`);
      throw new Error(`It failed: ${argument}`);
    }),
  /** Takes the thread down that runs it. */
  exit: async () => exit(1),
};

/** Follows a plan given as input, and writes a line for each effect of a step. */
export default defineWorkflow({ name: 'effects', input, retry: { initialIntervalMs: 20 } }, async (run, { log, plan }) => {
  const seen: unknown[] = [];
  const effect = (line: string): void => appendFileSync(log, `${line}\n`);
  for (const word of plan) {
    const [verb = '', argument = ''] = word.split(':');
    const [question, deed] = [QUESTIONS[verb], DEEDS[verb]];
    if (question === undefined && deed === undefined) throw new Error(`The plan has an unknown word: ${word}`);
    if (question !== undefined) seen.push(await question({ run, argument, effect }));
    await deed?.({ run, argument, effect });
  }
  return { seen };
});
