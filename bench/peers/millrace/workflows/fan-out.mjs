import { defineWorkflow } from 'millrace';
import { z } from 'zod';

/** Maps so many items through a function that does next to nothing. */
export default defineWorkflow({ name: 'fan-out', input: z.int() }, async (run, items) => {
  const indexes = Array.from({ length: items }, (_, index) => index);
  const { values } = await run.map('items', indexes, (index) => index * 2);
  return values.length;
});
