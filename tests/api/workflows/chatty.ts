import { defineWorkflow } from 'millrace';

/** Logs more than a connection takes at once. */
export default defineWorkflow({ name: 'chatty' }, async (run) => {
  for (let line = 0; line < 600; line++) run.log('info', `${line} ${'x'.repeat(8000)}`);
});
