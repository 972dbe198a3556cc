import { addDays, dateOrderOf, readDate } from './dates.ts';
import { customerOf, supplierOf } from './parties.ts';
import { DocumentError } from '../documents/document-error.ts';
import type { Invoice } from './invoice-schemas.ts';
import type { InvoiceDocument } from '../documents/line.ts';
import { currencyOf } from './currency.ts';
import { decimalMarkOf } from './amounts.ts';
import { findLabelled } from './find-labelled.ts';
import { lineItemsOf } from './line-items.ts';
import { totalsOf } from './totals.ts';

/** Reads an invoice by its labels and by where things stand. Throws a `DocumentError` for what looks like no invoice at all. */
export function extractInvoice({ lines }: InvoiceDocument, currencyHint: string | null): Invoice {
  const mark = decimalMarkOf(lines);
  const currency = currencyOf(lines) ?? currencyHint;
  const dates = datesOf({ lines, currency });
  const number = findLabelled(lines, 'invoiceNumber', readReference);
  const items = lineItemsOf(lines, mark);
  const totals = totalsOf(lines, mark);
  if (number === null && items.length === 0 && totals.total === null && totals.subtotal === null && dates.issue_date === null) {
    throw new DocumentError('not_an_invoice', 'The text has neither a number, nor a date, nor lines, nor a total of an invoice.');
  }
  return {
    invoice_number: number,
    ...dates,
    purchase_order: findLabelled(lines, 'purchaseOrder', readReference),
    supplier: supplierOf(lines),
    customer: customerOf(lines),
    currency,
    line_items: [...items],
    ...totals,
    payment_terms: findLabelled(lines, 'paymentTerms', (text) => text),
  };
}

interface Dated extends Pick<InvoiceDocument, 'lines'> {
  readonly currency: string | null;
}

function datesOf({ lines, currency }: Dated): Pick<Invoice, 'issue_date' | 'due_date'> {
  const order = dateOrderOf(lines.map(({ text }) => text).join('\n'), currency);
  const read = (text: string): string | null => readDate(text, order);
  const anywhere = lines.map(({ text }) => read(text)).find((day) => day !== null) ?? null;
  const issued = findLabelled(lines, 'issueDate', read) ?? anywhere;
  const days = findLabelled(lines, 'paymentTerms', readDays);
  const byTerms = issued === null || days === null ? null : addDays(issued, days);
  return { issue_date: issued, due_date: findLabelled(lines, 'dueDate', read) ?? byTerms };
}

/** `Net 30`, `within 14 days`, `30 Tage netto`. */
function readDays(text: string): number | null {
  const days = /\bnet\s+(\d{1,3})\b|\b(\d{1,3})\s*(?:days?|tagen?)\b/iu.exec(text);
  return days === null ? null : Number(days[1] ?? days[2]);
}

function readReference(text: string): string | null {
  return text.split(/\s+/u).find((word) => /\d/u.test(word)) ?? null;
}
