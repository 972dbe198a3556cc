import { defineWorkflow } from '../../../packages/millrace/src/workflow/define-workflow.ts';
import { effect } from '../effect.ts';

/** Costs credits, less than it may. */
export default defineWorkflow(
  { name: 'metered', retry: { maximumAttempts: 5, initialIntervalMs: 400 }, estimate: () => ({ min: 2, expected: 5, max: 9 }) },
  async (run) => {
    const a = await run.step('a', async (step) => {
      const done = await effect(run.id, step);
      step.usage({ provider: 'model', meter: 'calls', quantity: 1, credits: 3 });
      return done;
    });
    run.usage({ provider: 'desk', meter: 'hours', quantity: 1, credits: 1 });
    const b = await run.step('b', (step) => effect(run.id, step));
    return { 'step:a#1': a, 'step:b#1': b };
  },
);
