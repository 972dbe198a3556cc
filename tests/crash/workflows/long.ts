import { defineWorkflow } from 'millrace';
import { crashInput } from '../crash-input.ts';
import { sendEffect } from '../send-effect.ts';

const LONG_STEPS = 25;

/** Many effects in a row: what is paused, resumed and cancelled on its way. */
export default defineWorkflow({ name: 'long', input: crashInput }, async (run, { n, effects }) => {
  let value = n;
  for (let index = 0; index < LONG_STEPS; index += 1) {
    const name = `part-${index}`;
    const before = value;
    value = await run.step(name, async (step) => sendEffect(effects, step, { runId: run.id, step: name, value: before }));
  }
  return { answer: value };
});
