import { defineWorkflow } from 'millrace';
import { crashInput } from '../crash-input.ts';
import { sendEffect } from '../send-effect.ts';

/** Effects around two short sleeps. */
export default defineWorkflow({ name: 'sleeper', input: crashInput }, async (run, { n, effects }) => {
  const before = await run.step('before', async (step) => sendEffect(effects, step, { runId: run.id, step: 'before', value: n }));
  await run.sleep('nap', 20 + (n % 100));
  await run.sleep('doze', 5);
  return { answer: await run.step('after', async (step) => sendEffect(effects, step, { runId: run.id, step: 'after', value: before })) };
});
