import { defineWorkflow } from '../../../packages/millrace/src/workflow/define-workflow.ts';
import { effect } from '../effect.ts';

export default defineWorkflow({ name: 'sleeper', concurrency: { limit: 3 } }, async (run) => {
  const a = await run.step('a', (step) => effect(run.id, step), { retry: { maximumAttempts: 5, initialIntervalMs: 50 } });
  await run.sleep('short', '700ms');
  await run.sleep('long', '12s');
  const b = await run.step('b', (step) => effect(run.id, step), { retry: { maximumAttempts: 5, initialIntervalMs: 50 } });
  return { 'step:a#1': a, 'step:b#1': b };
});
