import { once } from 'node:events';
import { defineWorkflow } from 'millrace';

/** Is busy until somebody stops it. */
export default defineWorkflow({ name: 'busy' }, async (run) => {
  await run.step('busy', async ({ signal }) => {
    await once(signal, 'abort');
    throw new Error('stopped');
  });
});
