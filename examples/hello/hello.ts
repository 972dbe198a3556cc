import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const input = z.object({ name: z.string().min(1).max(100) });
const output = z.object({ greeting: z.string() });

export default defineWorkflow({ name: 'hello', input, output, sample: { name: 'world' } }, async (run, { name }) => {
  const person = await run.step('read the name', () => name.trim());
  await run.sleep('take a breath', '50ms');
  const greeting = await run.step('greet', () => `Hello, ${person}!`);
  return { greeting };
});
