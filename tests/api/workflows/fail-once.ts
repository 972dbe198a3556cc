import { defineWorkflow } from 'millrace';

/** Fails the first time it is started, and not when that run is retried. */
export default defineWorkflow({ name: 'fail-once', retry: { maximumAttempts: 1 } }, async (run) => {
  const first = await run.step('first', () => 1);
  const second = await run.step('second', () => {
    if (run.attempt === 1) throw new Error('not yet');
    return 2;
  });
  return { sum: first + second };
});
