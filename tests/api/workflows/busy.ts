import { defineWorkflow } from 'millrace';

/** Is busy until somebody stops it. */
export default defineWorkflow({ name: 'busy' }, async (run) => {
  await run.step('busy', async ({ signal }) => {
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
  });
});
