import { setImmediate as nextTurn } from 'node:timers/promises';
import { defineWorkflow } from 'millrace';
import { z } from 'zod';

export default defineWorkflow({ name: 'many-items', input: z.object({ items: z.number() }) }, async (run, { items }) => {
  const { values } = await run.map(
    'each',
    Array.from({ length: items }, (_, index) => index),
    async (index) => {
      await nextTurn();
      return index;
    },
    { concurrency: 2 },
  );
  return values.length;
});
