import { defineWorkflow } from 'millrace';
import { z } from 'zod';

/** One step, a schema on both sides and a sample. */
export default defineWorkflow(
  {
    name: 'greet',
    title: 'Greet somebody',
    input: z.object({ name: z.string().max(100), times: z.int().min(1).default(1) }),
    output: z.object({ greeting: z.string() }),
    sample: { name: 'world' },
  },
  async (run, { name, times }) => ({ greeting: await run.step('greet', () => `Hello, ${name}!`.repeat(times)) }),
);
