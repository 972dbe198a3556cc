import { defineWorkflow } from '../../../packages/millrace/src/workflow/define-workflow.ts';
import { effect } from '../effect.ts';

/** Waits for a signal as long as it takes, and for another one a while. */
export default defineWorkflow({ name: 'asker' }, async (run) => {
  const first = await run.waitFor('go');
  const a = await run.step('a', (step) => effect(run.id, step), { retry: { maximumAttempts: 5 } });
  const second = await run.waitFor('go', { timeout: '8s' });
  const b = await run.step('b', (step) => effect(run.id, step), { retry: { maximumAttempts: 5 } });
  return { 'wait:go#1': first, 'step:a#1': a, 'wait:go#2': second, 'step:b#1': b };
});
