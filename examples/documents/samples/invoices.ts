import { type Item, drawItems, inMoney, sumOf } from './item-table.ts';
import { PdfSheet } from './pdf-sheet.ts';

interface Invoice {
  readonly vendor: readonly string[];
  readonly customer: readonly string[];
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly items: readonly Item[];
  readonly tax: { readonly label: string; readonly cents: number };
  readonly total: { readonly label: string; readonly currency: string; readonly cents: number };
}

const GAUGES: Invoice = {
  vendor: ['Lindqvist Instruments', '4 Harbour Lane, Bristol BS1 5TY'],
  customer: ['Harrow & Pell Ltd', '88 Mill Road', 'Leeds LS2 9DF'],
  facts: [
    ['Invoice number:', 'LI-20417'],
    ['Invoice date:', '14 March 2026'],
    ['Due date:', '13 April 2026'],
    ['Purchase order:', 'PO-7781'],
  ],
  items: [
    { text: 'Pressure gauge PG-40', quantity: 12, cents: 4850 },
    { text: 'Valve kit VK-2', quantity: 4, cents: 12_900 },
    { text: 'Calibration on site', quantity: 1, cents: 35_000 },
  ],
  tax: { label: 'VAT (20%)', cents: 28_960 },
  total: { label: 'Total due', currency: 'GBP', cents: 173_760 },
};

/** Two digits of the total have changed places, as happens: 454.54 instead of 445.54. */
const PRINTING: Invoice = {
  vendor: ['Corvane Print Works', 'Hafenstrasse 12, 20359 Hamburg'],
  customer: ['Tillmann Events GmbH', 'Marktweg 3', '50667 Koeln'],
  facts: [
    ['Invoice number:', 'CPW-0932'],
    ['Invoice date:', '2026-02-03'],
    ['Due date:', '2026-03-05'],
  ],
  items: [
    { text: 'Posters A2, coated', quantity: 100, cents: 250 },
    { text: 'Name badges', quantity: 65, cents: 130 },
    { text: 'Express delivery', quantity: 1, cents: 3990 },
  ],
  tax: { label: 'VAT (19%)', cents: 7114 },
  total: { label: 'Total', currency: 'EUR', cents: 45_454 },
};

export const validInvoice = (): Promise<Uint8Array> => drawInvoice(GAUGES);
export const invoiceWithWrongTotal = (): Promise<Uint8Array> => drawInvoice(PRINTING);

async function drawInvoice({ vendor, customer, facts, items, tax, total }: Invoice): Promise<Uint8Array> {
  const sheet = await PdfSheet.begin('Invoice');
  for (const [index, line] of vendor.entries()) sheet.text(50, 62 + 16 * index, line, { size: index === 0 ? 15 : 9, bold: index === 0 });
  sheet.textEndingAt(545, 66, 'INVOICE', { size: 20, bold: true });
  sheet.text(50, 130, 'Bill to', { bold: true });
  for (const [index, line] of customer.entries()) sheet.text(50, 146 + 14 * index, line);
  for (const [index, [label, value]] of facts.entries()) {
    sheet.text(330, 130 + 16 * index, label).text(440, 130 + 16 * index, value);
  }
  const below = drawItems(sheet, 230, items);
  sheet.line(below - 8);
  const sums = [
    ['Subtotal', inMoney(sumOf(items))],
    [tax.label, inMoney(tax.cents)],
    [total.label, `${total.currency} ${inMoney(total.cents)}`],
  ] as const;
  for (const [index, [label, value]] of sums.entries()) {
    sheet.text(380, below + 10 + 18 * index, label, { bold: index === 2 });
    sheet.textEndingAt(545, below + 10 + 18 * index, value, { bold: index === 2 });
  }
  sheet.text(50, 760, 'Please pay by bank transfer and quote the invoice number. Thank you for your business.', { size: 8 });
  return sheet.bytes();
}
