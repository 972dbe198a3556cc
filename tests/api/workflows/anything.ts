import { defineWorkflow } from 'millrace';

/** Gives back what it got; has no schema. */
export default defineWorkflow({ name: 'anything' }, async (_run, input) => input);
