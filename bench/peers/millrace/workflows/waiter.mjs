import { defineWorkflow } from 'millrace';

/** Waits until it is told to go on. */
export default defineWorkflow({ name: 'waiter' }, async (run) => ({ heard: await run.waitFor('go') }));
