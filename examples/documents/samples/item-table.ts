import type { PdfSheet } from './pdf-sheet.ts';

export interface Item {
  readonly text: string;
  readonly quantity: number;
  readonly cents: number;
}

const ROW_HEIGHT = 18;

/** A table of items with its headings; gives back where the next thing may stand. */
export function drawItems(sheet: PdfSheet, top: number, items: readonly Item[]): number {
  sheet.text(50, top, 'Description', { bold: true }).textEndingAt(355, top, 'Quantity', { bold: true });
  sheet
    .textEndingAt(450, top, 'Unit price', { bold: true })
    .textEndingAt(545, top, 'Amount', { bold: true })
    .line(top + 6);
  for (const [index, item] of items.entries()) {
    const y = top + ROW_HEIGHT * (index + 1) + 6;
    sheet.text(50, y, item.text).textEndingAt(355, y, String(item.quantity));
    sheet.textEndingAt(450, y, inMoney(item.cents)).textEndingAt(545, y, inMoney(item.cents * item.quantity));
  }
  return top + ROW_HEIGHT * (items.length + 2);
}

export function sumOf(items: readonly Item[]): number {
  return items.reduce((sum, { quantity, cents }) => sum + quantity * cents, 0);
}

/** Cents as `1,234.50`. */
export function inMoney(cents: number): string {
  const whole = String(Math.floor(cents / 100)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${whole}.${String(cents % 100).padStart(2, '0')}`;
}
