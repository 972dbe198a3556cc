import { defineWorkflow } from 'millrace';
import { crashInput } from '../crash-input.ts';
import { sendEffect } from '../send-effect.ts';

/** Pure steps around two effects, one after the other. */
export default defineWorkflow({ name: 'chain', input: crashInput }, async (run, { n, effects }) => {
  const doubled = await run.step('double', () => n * 2);
  const sent = await run.step('send', async (step) => sendEffect(effects, step, { runId: run.id, step: 'send', value: doubled }));
  const raised = await run.step('raise', () => sent + 1);
  const told = await run.step('tell', async (step) => sendEffect(effects, step, { runId: run.id, step: 'tell', value: raised }));
  return { answer: await run.step('close', () => told - n) };
});
