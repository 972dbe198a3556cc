import { defineWorkflow } from '../../../../packages/millrace/src/index.ts';

/** Not to be started from outside. Its output is no object. */
export default defineWorkflow(
  { name: 'switched-off', dialects: { eigenpal: { type: 'agent', model: 'small-one', triggers: { api: false } } } },
  async (run) => run.step('count', () => 3),
);
