import { defineWorkflow } from '../../../packages/millrace/src/workflow/define-workflow.ts';
import { effect } from '../effect.ts';

/** Several things at a time, and which of them is first decides what comes next. */
export default defineWorkflow({ name: 'racing', retry: { maximumAttempts: 5, initialIntervalMs: 250 } }, async (run) => {
  const work = run.step('work', (step) => effect(run.id, step));
  const winner = await Promise.race([work.then(() => 'work'), run.sleep('nap', '300ms').then(() => 'nap')]);
  const next = await run.step(`after-${winner}`, (step) => effect(run.id, step));
  const [done, beside, heard] = await Promise.all([
    work,
    run.step('beside', (step) => effect(run.id, step)),
    run.waitFor('go', { timeout: '3s' }),
  ]);
  return { [`step:after-${winner}#1`]: next, 'step:work#1': done, 'step:beside#1': beside, 'wait:go#1': heard };
});
