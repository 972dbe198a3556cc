import { defineWorkflow } from 'millrace';
import { z } from 'zod';

export default defineWorkflow(
  {
    name: 'hello',
    title: 'Hello',
    input: z.object({ name: z.string().min(1).max(100) }),
    output: z.object({ greeting: z.string() }),
    sample: { name: 'world' },
  },
  async (run, input) => {
    const name = await run.step('read the name', () => input.name.trim());
    await run.sleep('take a breath', '50ms');
    const greeting = await run.step('greet', () => `Hello, ${name}!`);
    return { greeting };
  },
);
