import type { ClassName } from '../classes/class-name.ts';
import { CLASS_FIELDS } from '../extraction/class-fields.ts';
import { type LineItem, readLineItems } from '../extraction/line-item.ts';
import { centsOf } from '../extraction/parse-money.ts';
import type { ExtractedField } from '../results/document-result.ts';
import type { Finding } from './find-alerts.ts';

type Fields = ReadonlyMap<string, ExtractedField>;

/** Sums must agree to this many cents, because each amount was rounded. */
const TOLERANCE_CENTS = 1;

/** Rows add up to the subtotal, and the subtotal with tax, shipping and discount to the total. */
export function checkSums(className: ClassName, fields: Fields): readonly Finding[] {
  const total = centsIn(fields, 'total');
  const value = fields.get('line_items')?.value ?? null;
  const items = value === null ? null : readLineItems(value);
  return [
    ...(items === null ? blockedSum(className, fields) : [...checkRows(items), ...checkRowSum(items, fields, total)]),
    ...checkTotal(fields, total),
  ];
}

function blockedSum(className: ClassName, fields: Fields): readonly Finding[] {
  const isRequired = CLASS_FIELDS[className].some(({ name, required }) => name === 'line_items' && required);
  if (!isRequired || !fields.has('total')) return [];
  return [finding('line_items', 'line_sum', 'Without rows, their sum cannot be compared with the total.', ['total'], true)];
}

function checkRows(items: readonly LineItem[]): readonly Finding[] {
  return items.flatMap(({ description, quantity, unit_price: price, amount }) => {
    if (quantity === null || price === null) return [];
    const expected = Math.round(Number(quantity) * centsOf(price));
    if (agree(expected, centsOf(amount))) return [];
    const msg = `${description}: ${quantity} times ${price} is ${inMoney(expected)}, not ${amount}.`;
    return [finding('line_items', 'line_amount', msg, [])];
  });
}

function checkRowSum(items: readonly LineItem[], fields: Fields, total: number | null): readonly Finding[] {
  const sum = items.reduce((cents, { amount }) => cents + centsOf(amount), 0);
  const subtotal = centsIn(fields, 'subtotal');
  if (subtotal !== null) {
    const msg = `The rows add up to ${inMoney(sum)}, but the subtotal is ${inMoney(subtotal)}.`;
    return agree(sum, subtotal) ? [] : [finding('line_items', 'line_sum', msg, ['subtotal'])];
  }
  if (total === null) {
    return [finding('line_items', 'line_sum', 'Without a total, the sum of the rows cannot be compared.', ['total'], true)];
  }
  // Prices may contain the tax or not.
  const { tax, extra } = additions(fields);
  if (agree(sum, total - extra) || agree(sum, total - extra - tax)) return [];
  return [finding('line_items', 'line_sum', `The rows add up to ${inMoney(sum)}, but the total is ${inMoney(total)}.`, ['total'])];
}

function checkTotal(fields: Fields, total: number | null): readonly Finding[] {
  const subtotal = centsIn(fields, 'subtotal');
  if (subtotal === null || total === null) return [];
  const { tax, extra } = additions(fields);
  const expected = subtotal + tax + extra;
  if (agree(expected, total)) return [];
  const msg = `The subtotal ${inMoney(subtotal)} with tax and other charges is ${inMoney(expected)}, but the total is ${inMoney(total)}.`;
  return [finding('total', 'total_sum', msg, ['subtotal', 'tax'])];
}

function additions(fields: Fields): { readonly tax: number; readonly extra: number } {
  // A discount is written with a minus by some and without by others.
  const discount = Math.abs(centsIn(fields, 'discount') ?? 0);
  return { tax: centsIn(fields, 'tax') ?? 0, extra: (centsIn(fields, 'shipping') ?? 0) - discount };
}

function centsIn(fields: Fields, name: string): number | null {
  const value = fields.get(name)?.value ?? null;
  return value === null ? null : centsOf(value);
}

function agree(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE_CENTS;
}

function inMoney(cents: number): string {
  return (cents / 100).toFixed(2);
}

function finding(field: string, type: string, msg: string, others: readonly string[], blocked = false): Finding {
  return { field, type, msg, blocked, with: others };
}
