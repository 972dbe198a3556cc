import { BERGMANN, KESTREL, POLARIS, amountOf, sumOf } from './sample-lines.ts';
import type { SheetWriter } from './pdf-page.ts';

type NewSheet = () => SheetWriter;

const british = (value: number): string => value.toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const german = (value: number): string => value.toLocaleString('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const cents = (value: number): number => Math.round(value * 100) / 100;

/** A British invoice: labels stand above their values, in four columns. */
export function kestrel(newSheet: NewSheet): void {
  const sheet = newSheet();
  sheet.write(50, 60, 'Kestrel Handling Systems Ltd', { size: 16, bold: true });
  sheet.write(50, 78, 'Unit 7, Canal Park, Leeds LS10 1AB');
  sheet.write(50, 92, 'VAT Reg. No: GB 927 4410 38');
  sheet.write(545, 60, 'INVOICE', { size: 20, right: true });
  const head = [
    [50, 'Invoice number', 'KHS-10482'],
    [180, 'Invoice date', '18 May 2026'],
    [300, 'Due date', '17 June 2026'],
    [420, 'Purchase order', 'PO-8120'],
  ] as const;
  for (const [x, label, value] of head) {
    sheet.write(x, 130, label, { size: 8, bold: true });
    sheet.write(x, 144, value);
  }
  for (const [index, line] of ['Bill to', 'Harrow Bakeries plc', '12 Mill Lane', 'York YO1 7EP'].entries()) {
    sheet.write(50, 180 + 13 * index, line, { bold: index === 0 });
  }
  tableHead(sheet, 260, ['Description', 'Quantity', 'Unit price', 'Amount']);
  for (const [index, line] of KESTREL.entries()) tableRow(sheet, 280 + 18 * index, line, british);
  const net = sumOf(KESTREL);
  const vat = cents(net * 0.2);
  const sums = [`Subtotal|£${british(net)}`, `VAT @ 20%|£${british(vat)}`, `Total|£${british(net + vat)}`];
  totals(sheet, 350, sums);
  sheet.write(50, 440, 'Payment terms: 30 days from date of invoice');
}

/** An American invoice with a discount and without tax. */
export function polaris(newSheet: NewSheet): void {
  const sheet = newSheet();
  sheet.write(50, 60, 'Invoice', { size: 22, bold: true });
  sheet.write(330, 60, 'Polaris Cold Chain Inc.', { bold: true });
  sheet.write(330, 74, '400 Depot Road, Duluth, MN 55802');
  sheet.write(50, 100, 'Invoice #: 000731');
  sheet.write(50, 114, 'Date: 06/02/2026');
  sheet.write(50, 128, 'Due: 06/17/2026');
  sheet.write(50, 142, 'P.O. #: PO-8155');
  sheet.write(330, 100, 'Customer:');
  sheet.write(330, 114, 'Bluefin Market Co.');
  sheet.write(330, 128, '19 Pier Avenue, Superior, WI 54880');
  tableHead(sheet, 190, ['Service', 'Qty', 'Rate', 'Amount']);
  for (const [index, line] of POLARIS.entries()) tableRow(sheet, 210 + 18 * index, line, british);
  const net = sumOf(POLARIS);
  totals(sheet, 290, [`Subtotal|${british(net)}`, `Discount|-${british(100)}`, 'Tax|0.00', `Balance Due (USD)|${british(net - 100)}`]);
  sheet.write(50, 400, 'Terms: Net 15');
}

/** A German invoice over two pages, with the sum carried over. */
export function bergmann(newSheet: NewSheet): void {
  const first = newSheet();
  first.write(50, 60, 'Bergmann Antriebstechnik KG', { size: 14, bold: true });
  first.write(50, 76, 'Industriestr. 40, 70565 Stuttgart');
  first.write(50, 120, 'Kunde', { bold: true });
  first.write(50, 134, 'Molkerei Sonnental eG');
  first.write(50, 148, 'Talweg 2, 87435 Kempten');
  for (const [index, [label, value]] of [
    ['Rechnung Nr.', 'RE-4471/26'],
    ['Datum', '28. April 2026'],
    ['Fällig am', '28. Mai 2026'],
    ['Ihre Bestellung', 'PO-8203'],
  ].entries()) {
    first.write(360, 120 + 14 * index, label ?? '');
    first.write(545, 120 + 14 * index, value ?? '', { right: true });
  }
  const head = ['Artikel', 'Anzahl', 'Preis', 'Betrag'];
  tableHead(first, 210, head);
  const [onFirst, onSecond] = [BERGMANN.slice(0, 9), BERGMANN.slice(9)];
  for (const [index, line] of onFirst.entries()) tableRow(first, 230 + 18 * index, line, german);
  totals(first, 420, [`Übertrag|${german(sumOf(onFirst))}`]);
  first.write(280, 800, 'Seite 1 von 2', { size: 8 });
  const second = newSheet();
  tableHead(second, 60, head);
  totals(second, 80, [`Übertrag|${german(sumOf(onFirst))}`]);
  for (const [index, line] of onSecond.entries()) tableRow(second, 100 + 18 * index, line, german);
  const net = sumOf(BERGMANN);
  const vat = cents(net * 0.19);
  totals(second, 220, [`Summe netto|${german(net)}`, `USt. 19 %|${german(vat)}`, `Gesamtbetrag EUR|${german(net + vat)}`]);
  second.write(50, 300, 'Zahlungsziel: 30 Tage netto');
  second.write(50, 770, 'USt-IdNr. DE 147 226 905', { size: 8 });
}

const COLUMNS = [
  [50, false],
  [350, true],
  [450, true],
  [545, true],
] as const;

function tableHead(sheet: SheetWriter, y: number, names: readonly string[]): void {
  for (const [index, [x, right]] of COLUMNS.entries()) sheet.write(x, y, names[index] ?? '', { bold: true, right });
  sheet.rule(y + 5);
}

function tableRow(sheet: SheetWriter, y: number, line: (typeof KESTREL)[number], money: (value: number) => string): void {
  const [description, quantity, unitPrice] = line;
  const cells = [description, String(quantity), money(unitPrice), money(amountOf(line))];
  for (const [index, [x, right]] of COLUMNS.entries()) sheet.write(x, y, cells[index] ?? '', { right });
}

/** Lines of a label and an amount, parted by a bar. */
function totals(sheet: SheetWriter, y: number, lines: readonly string[]): void {
  for (const [index, line] of lines.entries()) {
    const [label = '', amount = ''] = line.split('|');
    sheet.write(380, y + 16 * index, label);
    sheet.write(545, y + 16 * index, amount, { right: true });
  }
}
