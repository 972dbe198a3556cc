import { defineWorkflow } from 'millrace';
import { crashInput } from '../crash-input.ts';

const estimate = (): { min: number; expected: number; max: number } => ({ min: 6, expected: 10, max: 10 });

/** Runs two children, one after the other; together they use more credits than it may cost. */
export default defineWorkflow({ name: 'parent', input: crashInput, estimate }, async (run, { key, n, effects }) => {
  const one = await run.call<{ answer: number }>('chain', { key: `${key}/1`, n, effects });
  const two = await run.call<{ answer: number }>('chain', { key: `${key}/2`, n: n + 1, effects });
  return { answer: one.answer * 2 + two.answer };
});
