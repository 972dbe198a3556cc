import { defineWorkflow } from 'millrace';

/** The same as `wait-for-go`, seen through every dialect. */
export default defineWorkflow(
  { name: 'shown-everywhere', dialects: { automindz: {}, deepcurrent: {}, eigenpal: {}, instabase: {}, onepin: {} } },
  async (run) => ({
    heard: await run.waitFor('go'),
  }),
);
