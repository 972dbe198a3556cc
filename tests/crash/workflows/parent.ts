import { defineWorkflow } from 'millrace';
import { crashInput } from '../crash-input.ts';

/** Runs two children, one after the other. */
export default defineWorkflow({ name: 'parent', input: crashInput }, async (run, { key, n, effects }) => {
  const one = await run.call<{ answer: number }>('chain', { key: `${key}/1`, n, effects });
  const two = await run.call<{ answer: number }>('chain', { key: `${key}/2`, n: n + 1, effects });
  return { answer: one.answer * 2 + two.answer };
});
