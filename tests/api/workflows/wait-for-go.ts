import { defineWorkflow } from 'millrace';

/** Waits for a signal between two steps. */
export default defineWorkflow({ name: 'wait-for-go' }, async (run) => {
  const before = await run.step('before', () => 'ready');
  return { before, heard: await run.waitFor('go') };
});
