import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const INVOICE = { number: 'A-1', total: 119, lines: [{ text: 'Paper', price: 100 }] };

/** Gives back what it is told to, so that a test decides how well it does. */
export default defineWorkflow(
  {
    name: 'extract',
    input: z.object({ answer: z.unknown(), breaks: z.boolean().default(false), waits: z.boolean().default(false) }),
    sample: { answer: INVOICE },
    examples: [
      { id: 'ex-right', name: 'A plain invoice', input: { answer: INVOICE }, expected: INVOICE, metadata: { pages: 1 } },
      { name: 'nearly', input: { answer: { ...INVOICE, number: 'B-2' } }, expected: INVOICE },
      { name: 'breaks', input: { answer: null, breaks: true }, expected: INVOICE },
      { name: 'waits', input: { answer: null, waits: true }, expected: INVOICE },
      { name: 'misfit', input: { answer: 1, breaks: 'no' }, expected: null },
    ],
    evaluation: {
      evaluators: [
        { type: 'exact-diff', name: 'total', weight: 3, paths: ['/total'] },
        { type: 'exact-diff', name: 'number', paths: ['/number'] },
      ],
      passThreshold: 0.75,
    },
  },
  async (run, input) => {
    if (input.waits) await run.waitFor('go');
    await run.records('lines', ['a', 'b', 'c', 'd'], {
      outcome: (row, index) =>
        index === 1 ? { outcome: 'dropped', reason: `no price for ${row}` } : { outcome: index === 3 ? 'failed' : 'delivered' },
    });
    await run.records('plain', [1, 2, 3]);
    await run.artifact('invoice.csv', 'number;total\nA-1;119\n', { mediaType: 'text/csv' });
    if (input.breaks) throw new Error('This page cannot be read.');
    return input.answer;
  },
);
