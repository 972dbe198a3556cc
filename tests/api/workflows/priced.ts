import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const input = z.object({
  min: z.number(),
  max: z.number(),
  /** Credits that the run uses. */
  use: z.number().default(0),
  end: z.enum(['complete', 'fail', 'wait']).default('complete'),
});

/** Costs what its input says, and ends as its input says. */
export default defineWorkflow(
  {
    name: 'priced',
    input,
    estimate: ({ min, max }) => ({ min, expected: min, max, breakdown: [{ name: 'work', kind: 'call', min, expected: min, max }] }),
  },
  async (run, { use, end }) => {
    await run.step('use', (step) => step.usage({ provider: 'acme', meter: 'calls', quantity: 1, credits: use }));
    if (end === 'fail') throw new Error('as it was told');
    if (end === 'wait') await run.waitFor('go');
    return null;
  },
);
