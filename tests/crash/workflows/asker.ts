import { defineWorkflow } from 'millrace';
import { crashInput } from '../crash-input.ts';
import { sendEffect } from '../send-effect.ts';

/** Waits for two signals with an effect after each. */
export default defineWorkflow({ name: 'asker', input: crashInput }, async (run, { n, effects }) => {
  const first = await run.waitFor<number>('go');
  const heard = await run.step('heard', async (step) =>
    sendEffect(effects, step, { runId: run.id, step: 'heard', value: n + (first ?? -1) }),
  );
  const second = await run.waitFor<number>('on');
  return {
    answer: await run.step('done', async (step) =>
      sendEffect(effects, step, { runId: run.id, step: 'done', value: heard + (second ?? -1) }),
    ),
  };
});
