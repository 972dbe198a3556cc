import { defineWorkflow } from '../../../packages/millrace/src/workflow/define-workflow.ts';
import { effect } from '../effect.ts';

/** An effect that must never happen twice, between two that may. */
export default defineWorkflow({ name: 'once', retry: { maximumAttempts: 5, initialIntervalMs: 100 } }, async (run) => {
  const a = await run.step('a', (step) => effect(run.id, step));
  const pay = await run.step('pay', (step) => effect(run.id, step), { effect: 'at_most_once' });
  const b = await run.step('b', (step) => effect(run.id, step));
  return { 'step:a#1': a, 'step:pay#1': pay, 'step:b#1': b };
});
