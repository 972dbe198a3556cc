import { defineWorkflow } from 'millrace';
import { crashInput } from '../crash-input.ts';
import { sendEffect } from '../send-effect.ts';

/** Fails its first two attempts before they have any effect, and is tried again after a short and a longer delay. */
export default defineWorkflow({ name: 'flaky', input: crashInput }, async (run, { n, effects }) => {
  const sent = await run.step(
    'stubborn',
    async (step) => {
      if (step.attempt < 3) throw new Error(`Attempt ${step.attempt} fails on purpose.`);
      return sendEffect(effects, step, { runId: run.id, step: 'stubborn', value: n });
    },
    { retry: { maximumAttempts: 3, initialIntervalMs: 15, backoffCoefficient: 4, jitter: 0 } },
  );
  return { answer: await run.step('end', () => sent + 3) };
});
