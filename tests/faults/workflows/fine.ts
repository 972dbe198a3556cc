import { setTimeout as delay } from 'node:timers/promises';
import { defineWorkflow } from 'millrace';

/** Takes a moment in each of its steps, so that whatever happens beside it happens while it runs. */
export default defineWorkflow({ name: 'fine' }, async (run) => {
  for (let part = 0; part < 10; part++) await run.step(`part-${part}`, async () => delay(30));
  return 'fine';
});
