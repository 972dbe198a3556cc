import { defineWorkflow } from '../../../../packages/millrace/src/index.ts';

/** Says nothing to any dialect. */
export default defineWorkflow({ name: 'plain' }, async (run) => run.step('only', () => 1));
