import { defineWorkflow } from '../../../packages/millrace/src/workflow/define-workflow.ts';
import { effect } from '../effect.ts';

/** Three steps one after the other; the second is tried again soon, the third after a while. */
export default defineWorkflow({ name: 'chain', stages: ['first', 'second'] }, async (run) => {
  const a = await run.stage('first', () => run.step('a', (step) => effect(run.id, step)));
  run.log('info', 'between');
  run.progress({ message: 'half' });
  const [b, c] = await run.stage('second', async () => {
    const soon = await run.step('b', (step) => effect(run.id, step), { retry: { maximumAttempts: 5, initialIntervalMs: 200 } });
    run.usage({ provider: 'model', meter: 'calls', quantity: 1 });
    return [soon, await run.step('c', (step) => effect(run.id, step), { retry: { maximumAttempts: 5, initialIntervalMs: 4_000 } })];
  });
  return { 'step:a#1': a, 'step:b#1': b, 'step:c#1': c };
});
