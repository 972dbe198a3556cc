import { once } from 'node:events';
import { defineWorkflow } from '../../../../packages/millrace/src/index.ts';

/** Busy until it is stopped, one run at a time, by its own name and with nothing declared. */
export default defineWorkflow({ name: 'single-file', concurrency: { limit: 1 }, dialects: { eigenpal: {} } }, async (run) => {
  await run.step('hold', async ({ signal }) => once(signal, 'abort'));
});
