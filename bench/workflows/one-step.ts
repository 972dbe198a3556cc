import { defineWorkflow } from 'millrace';

export default defineWorkflow({ name: 'one-step' }, async (run) => ({ value: await run.step('work', () => 1) }));
