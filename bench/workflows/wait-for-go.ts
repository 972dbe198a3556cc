import { defineWorkflow } from 'millrace';

/** Waits until it is told to go on. */
export default defineWorkflow({ name: 'wait-for-go' }, async (run) => ({ heard: await run.waitFor('go') }));
