import { defineWorkflow } from 'millrace';

/** Started for a time that does not come: the start is all that is committed. */
export default defineWorkflow({ name: 'later' }, async (run) => run.step('never', () => run.id));
