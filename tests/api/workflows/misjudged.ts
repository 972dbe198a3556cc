import { defineWorkflow } from 'millrace';

/** Has an estimate that cannot be one. */
export default defineWorkflow({ name: 'misjudged', estimate: () => ({ min: 3, expected: 2, max: 1.5 }) }, async () => null);
