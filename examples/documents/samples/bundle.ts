import { type Item, drawItems, inMoney, sumOf } from './item-table.ts';
import { PdfSheet } from './pdf-sheet.ts';

const PARTS: readonly (readonly [text: string, quantity: number, cents: number])[] = [
  ['Steel angle 40 mm', 20, 615],
  ['Steel angle 60 mm', 16, 940],
  ['Hex bolts M8, box', 10, 1275],
  ['Hex bolts M10, box', 10, 1590],
  ['Washers M8, box', 12, 380],
  ['Washers M10, box', 12, 420],
  ['Base plate 200 mm', 8, 2205],
  ['Base plate 300 mm', 6, 3150],
  ['Primer, 5 litres', 4, 4875],
  ['Top coat grey, 5 litres', 4, 5240],
  ['Cable tray 3 m', 9, 1830],
  ['Cable tray bracket', 30, 295],
];
const ITEMS: readonly Item[] = PARTS.map(([text, quantity, cents]) => ({ text, quantity, cents }));
const FIRST_PAGE = 8;

/** A purchase order of two pages, and a receipt that was scanned into the same file. */
export async function bundle(): Promise<Uint8Array> {
  const sheet = await PdfSheet.begin('Papers of May');
  drawOrder(sheet);
  sheet.nextPage();
  drawReceipt(sheet);
  return sheet.bytes();
}

function drawOrder(sheet: PdfSheet): void {
  sheet.text(50, 60, 'Harrow & Pell Ltd', { size: 15, bold: true }).text(50, 76, '88 Mill Road, Leeds LS2 9DF', { size: 9 });
  sheet.text(50, 112, 'PURCHASE ORDER', { size: 18, bold: true });
  sheet
    .text(50, 140, 'Order number', { bold: true })
    .text(200, 140, 'Order date', { bold: true })
    .text(350, 140, 'Delivery date', { bold: true });
  sheet.text(50, 154, 'HP-5530').text(200, 154, 'May 4, 2026').text(350, 154, 'As agreed by phone');
  sheet.text(50, 184, 'Supplier:').text(120, 184, 'Kestrel Steel Trading');
  sheet.text(50, 200, 'Ship to:').text(120, 200, 'Yard 3, Canal Street, Leeds');
  drawItems(sheet, 240, ITEMS.slice(0, FIRST_PAGE));
  sheet.text(50, 800, 'Purchase order HP-5530', { size: 8 }).textEndingAt(545, 800, 'Page 1 of 2', { size: 8 });
  sheet.nextPage();
  const below = drawItems(sheet, 80, ITEMS.slice(FIRST_PAGE));
  sheet.text(380, below + 10, 'Order total', { bold: true });
  sheet.textEndingAt(545, below + 10, `GBP ${inMoney(sumOf(ITEMS))}`, { bold: true });
  sheet.text(50, below + 60, 'Authorised by the purchasing department.');
  sheet.text(50, 800, 'Purchase order HP-5530', { size: 8 }).textEndingAt(545, 800, 'Page 2 of 2', { size: 8 });
}

function drawReceipt(sheet: PdfSheet): void {
  sheet.text(200, 70, 'Orchard Stationers', { size: 14, bold: true }).text(200, 86, '17 High Street, Leeds', { size: 9 });
  sheet.text(200, 120, 'RECEIPT').text(200, 136, 'Date: 6 May 2026').textEndingAt(400, 136, '14:22');
  const rows = [
    ['Printer paper A4', '5.40'],
    ['Gel pens, 4', '3.96'],
    ['Ring binder', '2.79'],
  ] as const;
  for (const [index, [text, amount]] of rows.entries()) {
    sheet.text(200, 170 + 16 * index, text).textEndingAt(400, 170 + 16 * index, amount);
  }
  sheet.text(200, 230, 'TOTAL', { bold: true }).textEndingAt(400, 230, '£12.15', { bold: true });
  sheet.text(200, 250, 'Paid by: Visa card').text(200, 266, 'Change').textEndingAt(400, 266, '0.00');
  sheet.text(200, 300, 'Thank you, please keep your receipt.', { size: 8 });
}
