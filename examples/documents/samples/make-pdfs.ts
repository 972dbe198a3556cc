import { writeFile } from 'node:fs/promises';
import { bundle } from './bundle.ts';
import { invoiceWithWrongTotal, validInvoice } from './invoices.ts';
import { letter } from './letter.ts';

export const PDF_SAMPLES = {
  'invoice.pdf': validInvoice,
  'invoice-wrong-total.pdf': invoiceWithWrongTotal,
  'bundle.pdf': bundle,
  'letter.pdf': letter,
} as const;

if (import.meta.main) {
  for (const [name, make] of Object.entries(PDF_SAMPLES)) await writeFile(new URL(`./${name}`, import.meta.url), await make());
}
