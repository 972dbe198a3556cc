import { defineWorkflow } from '../../../packages/millrace/src/workflow/define-workflow.ts';
import { effect } from '../effect.ts';

export default defineWorkflow({ name: 'reviewed' }, async (run) => {
  const a = await run.step('a', (step) => effect(run.id, step), { retry: { maximumAttempts: 5, initialIntervalMs: 100 } });
  const first = await run.review('release', { a });
  const second = await run.review('again', { a }, { timeout: '6s' });
  const b = await run.step('b', (step) => effect(run.id, step), { retry: { maximumAttempts: 5, initialIntervalMs: 100 } });
  return { 'step:a#1': a, 'review:release#1': first?.value ?? null, 'review:again#1': second?.value ?? null, 'step:b#1': b };
});
