import { documentMembers, namesOneDocument, ONE_DOCUMENT } from '../documents/document-input.ts';
import { z } from 'zod';

const currency = z.string().regex(/^[A-Z]{3}$/u, 'three capital letters, for example EUR');
const amount = z.number();
const day = z.iso.date();

export const invoiceInput = z
  .strictObject({
    ...documentMembers,
    currency_hint: currency.optional().describe('The currency when the invoice does not name one.'),
    max_pages: z.int().min(1).max(200).default(20).describe('More pages fail the run; each costs a credit.'),
  })
  .refine(namesOneDocument, ONE_DOCUMENT);

const lineItem = z.object({
  description: z.string(),
  quantity: z.number().nullable(),
  unit_price: amount.nullable(),
  amount,
});

const check = z.enum(['ok', 'mismatch', 'unknown']);

/** What an invoice says; null where it says nothing that was understood. */
export const invoice = z.object({
  invoice_number: z.string().nullable(),
  issue_date: day.nullable(),
  due_date: day.nullable(),
  purchase_order: z.string().nullable(),
  supplier: z.object({ name: z.string().nullable(), vat_id: z.string().nullable() }),
  customer: z.object({ name: z.string().nullable() }),
  currency: currency.nullable(),
  line_items: z.array(lineItem),
  subtotal: amount.nullable(),
  discount: amount.nullable(),
  tax: amount.nullable(),
  total: amount.nullable(),
  payment_terms: z.string().nullable(),
});

export const invoiceOutput = invoice.extend({
  checks: z.object({
    consistent: z.boolean().describe('No check found a mismatch.'),
    line_amounts: check.describe('Quantity times unit price is the amount, in every line.'),
    line_sum: check.describe('The lines add up to the subtotal.'),
    total: check.describe('Subtotal, discount and tax make the total.'),
    dates: check.describe('It is not due before it was issued.'),
  }),
  files: z.object({ invoice: z.string(), line_items: z.string() }),
});

export type Invoice = z.output<typeof invoice>;
export type LineItem = Invoice['line_items'][number];
export type Checks = z.output<typeof invoiceOutput>['checks'];
export type Check = Checks['total'];
