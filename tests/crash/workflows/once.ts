import { defineWorkflow } from 'millrace';
import { crashInput } from '../crash-input.ts';
import { sendEffect } from '../send-effect.ts';

/** An effect that must not happen twice, between two that may. */
export default defineWorkflow({ name: 'once', input: crashInput }, async (run, { n, effects }) => {
  const first = await run.step('first', async (step) => sendEffect(effects, step, { runId: run.id, step: 'first', value: n }));
  const paid = await run.step('pay', async (step) => sendEffect(effects, step, { runId: run.id, step: 'pay', value: first }), {
    effect: 'at_most_once',
  });
  return { answer: await run.step('last', () => paid + 1) };
});
