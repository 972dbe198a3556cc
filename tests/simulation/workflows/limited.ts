import { defineWorkflow } from '../../../packages/millrace/src/workflow/define-workflow.ts';
import { effect } from '../effect.ts';

/** Few at a time and one for each key, not queued for ever, and not running for ever. */
export default defineWorkflow(
  {
    name: 'limited',
    concurrency: { limit: 2, perKey: 1 },
    ttl: '40s',
    timeout: '15s',
    retry: { maximumAttempts: 5, initialIntervalMs: 1_500 },
  },
  async (run) => {
    const a = await run.step('a', (step) => effect(run.id, step));
    await run.sleep('short', '2s');
    const b = await run.step('b', (step) => effect(run.id, step), { timeout: '500ms' });
    return { 'step:a#1': a, 'step:b#1': b };
  },
);
