import { defineWorkflow } from 'millrace';
import { crashInput } from '../crash-input.ts';
import { sendEffect } from '../send-effect.ts';

const LONG_STEPS = 25;

const estimate = (): { min: number; expected: number; max: number } => ({ min: 0, expected: LONG_STEPS, max: 40 });

/** Many effects in a row: what is paused, resumed and cancelled on its way. */
export default defineWorkflow({ name: 'long', input: crashInput, estimate }, async (run, { n, effects }) => {
  let value = n;
  for (let index = 0; index < LONG_STEPS; index += 1) {
    const name = `part-${index}`;
    const before = value;
    value = await run.step(name, async (step) => sendEffect(effects, step, { runId: run.id, step: name, value: before }));
    run.usage({ provider: 'effects', meter: 'calls', quantity: 1, credits: 1 });
  }
  return { answer: value };
});
