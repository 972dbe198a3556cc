import { defineWorkflow } from '../../../packages/millrace/src/workflow/define-workflow.ts';
import { effect } from '../effect.ts';

/** Calls one run, then two at a time, one of which is known to wait. */
export default defineWorkflow({ name: 'parent' }, async (run) => {
  const one = await run.call('chain', {}, { name: 'one' });
  const [two, three] = await Promise.all([
    run.call('sleeper', {}, { name: 'two' }),
    run.call('limited', {}, { name: 'three', concurrencyKey: 'k' }),
  ]);
  const a = await run.step('a', (step) => effect(run.id, step), { retry: { maximumAttempts: 5 } });
  return { 'call:one#1': one, 'call:two#1': two, 'call:three#1': three, 'step:a#1': a };
});
