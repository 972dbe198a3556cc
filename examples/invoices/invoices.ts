import { EXTRACTION } from './dialects.ts';
import { type Invoice, invoiceInput, invoiceOutput } from './extract/invoice-schemas.ts';
import { EXAMPLES } from './samples/examples.ts';
import type { RunContext } from 'millrace';
import { checkSums } from './extract/check-sums.ts';
import { defineWorkflow } from 'millrace';
import { extractInvoice } from './extract/extract-invoice.ts';
import { lineItemsCsv } from './extract/line-items-csv.ts';
import { once } from './documents/once.ts';
import { readDocument } from './documents/read-document.ts';

const CREDITS_PER_PAGE = 1;

export default defineWorkflow(
  {
    name: 'invoices',
    title: 'Invoices',
    description: 'Reads an invoice, as PDF or text, into fields and lines, and checks that it adds up.',
    input: invoiceInput,
    output: invoiceOutput,
    stages: [
      { name: 'read', title: 'Read the document', weight: 50 },
      { name: 'extract', title: 'Extract the fields', weight: 30 },
      { name: 'deliver', title: 'Write the results', weight: 20 },
    ],
    sample: { file: { shipped: 'kestrel.pdf' } },
    estimate: ({ max_pages: most }) => ({
      min: CREDITS_PER_PAGE,
      expected: CREDITS_PER_PAGE * Math.min(2, most),
      max: CREDITS_PER_PAGE * most,
      breakdown: [{ name: 'pages', kind: 'read', min: 1, expected: Math.min(2, most), max: most }],
    }),
    examples: EXAMPLES,
    evaluation: { evaluators: [{ type: 'exact-diff', name: 'fields', numericTolerance: 0.005 }], passThreshold: 0.9 },
    dialects: { eigenpal: EXTRACTION },
  },
  async (run, input) => {
    // Made again after a crash instead of stored: it follows from the file alone.
    const document = once(() => readDocument(run, input, input.max_pages));
    const { pages } = await run.stage('read', () =>
      run.step('read document', async (step) => {
        const { pages: count, lines } = await document();
        const characters = lines.reduce((sum, { text }) => sum + text.length, 0);
        step.usage({ provider: 'local', meter: 'pages', quantity: count, credits: CREDITS_PER_PAGE * count });
        step.usage({ provider: 'local', meter: 'characters', quantity: characters });
        return { pages: count, lines: lines.length, characters };
      }),
    );
    run.progress({ percent: 50, message: `Read ${pages} ${pages === 1 ? 'page' : 'pages'}` });
    const invoice = await run.stage('extract', () =>
      run.step('extract fields', async () => extractInvoice(await document(), input.currency_hint ?? null)),
    );
    const checks = checkSums(invoice);
    if (!checks.consistent) run.log('warn', 'The invoice does not agree with itself', checks);
    const files = await run.stage('deliver', () => deliver(run, invoice));
    return { ...invoice, checks, files };
  },
);

async function deliver(run: RunContext, invoice: Invoice): Promise<{ readonly invoice: string; readonly line_items: string }> {
  const json = await run.artifact('output/invoice.json', `${JSON.stringify(invoice, null, 2)}\n`, { mediaType: 'application/json' });
  const csv = await run.artifact('output/line_items.csv', lineItemsCsv(invoice.line_items), { mediaType: 'text/csv; charset=utf-8' });
  if (invoice.line_items.length > 0) await run.records('line_items', invoice.line_items);
  return { invoice: json.artifact, line_items: csv.artifact };
}
