import { defineWorkflow } from 'millrace';
import { crashInput } from '../crash-input.ts';
import { sendEffect } from '../send-effect.ts';

const CALL = { provider: 'effects', meter: 'calls', quantity: 1 };
const estimate = (): { min: number; expected: number; max: number } => ({ min: 3, expected: 7, max: 8 });

/** Pure steps around two effects, one after the other, each for some credits. */
export default defineWorkflow({ name: 'chain', input: crashInput, estimate }, async (run, { n, effects }) => {
  const doubled = await run.step('double', () => n * 2);
  const sent = await run.step('send', async (step) => {
    step.usage({ ...CALL, credits: 3 });
    return sendEffect(effects, step, { runId: run.id, step: 'send', value: doubled });
  });
  const raised = await run.step('raise', () => sent + 1);
  const told = await run.step('tell', async (step) => {
    step.usage({ ...CALL, credits: 4 });
    return sendEffect(effects, step, { runId: run.id, step: 'tell', value: raised });
  });
  return { answer: await run.step('close', () => told - n) };
});
