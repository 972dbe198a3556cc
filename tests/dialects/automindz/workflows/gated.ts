import { defineWorkflow, type AutomindzDeclaration } from '../../../../packages/millrace/src/index.ts';
import { z } from 'zod';

const asPipeline = {
  trigger: 'enrichment/contacts',
  secrets: ['provider_key'],
  input: { rows: { $from: '/rows' }, fail: { $from: '/fail' } },
  result: {
    file_url: { $link: 'contacts.csv' },
    rows: { $from: '/output/rows' },
    spent: { $usd: { $from: '/costs/by_provider/USD/lookup' } },
  },
} satisfies AutomindzDeclaration;

/** Waits for a signal between its steps, so that a test can look at it in each state; then it delivers, or fails in a step. */
export default defineWorkflow(
  {
    name: 'contacts',
    input: z.object({ rows: z.array(z.string().min(1)).default([]), fail: z.boolean().default(false) }),
    dialects: { automindz: asPipeline },
  },
  async (run, { rows, fail }) => {
    await run.waitFor('go');
    await run.step(
      'fetch_contacts',
      (step) => {
        step.usage({ provider: 'lookup', meter: 'calls', quantity: rows.length, costMicros: 1_564 });
        if (fail) throw new Error('401 Client Error: Unauthorized');
      },
      { retry: { maximumAttempts: 1 } },
    );
    await run.artifact('contacts.csv', ['name', ...rows].join('\n'), { mediaType: 'text/csv' });
    return { rows: rows.length };
  },
);
