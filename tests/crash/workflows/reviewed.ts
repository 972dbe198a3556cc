import { defineWorkflow } from 'millrace';
import { crashInput } from '../crash-input.ts';
import { sendEffect } from '../send-effect.ts';

/** Shows what it made to a person and goes on with what the person said. */
export default defineWorkflow({ name: 'reviewed', input: crashInput }, async (run, { n, effects }) => {
  const draft = await run.step('draft', () => ({ value: n * 3 }));
  const review = await run.review<{ value: number }>('check', draft);
  const value = review?.value.value ?? -1;
  return { answer: await run.step('publish', async (step) => sendEffect(effects, step, { runId: run.id, step: 'publish', value })) };
});
