import { defineWorkflow } from 'millrace';

/** Uses credits itself and through a run that it calls. */
export default defineWorkflow({ name: 'priced-family', estimate: () => ({ min: 10, expected: 10, max: 100 }) }, async (run) => {
  run.usage({ provider: 'acme', meter: 'calls', quantity: 1, credits: 5 });
  await run.call('priced', { min: 1, max: 1, use: 20 });
  return null;
});
