import { type DecimalMark, readAmount, roundMoney } from './amounts.ts';
import type { Line } from '../documents/line.ts';

export interface Totals {
  readonly subtotal: number | null;
  readonly discount: number | null;
  readonly tax: number | null;
  readonly total: number | null;
}

type TotalName = keyof Totals;

/** In the order in which they are tried: `Total net` is no total. */
const LABELS: readonly (readonly [TotalName, RegExp])[] = [
  ['subtotal', /^(?:sub-?\s?total|net(?:to)?(?:\s?betrag| amount| total)?$|total (?:net|excl)|zwischensumme|summe netto)/iu],
  ['discount', /^(?:discount|rabatt|nachlass)/iu],
  [
    'tax',
    /^(?:zzgl\.?\s*|plus\s*)?(?:\d+(?:[.,]\d+)?\s*%\s*)?(?:vat|sales tax|tax|mwst|ust|umsatzsteuer|mehrwertsteuer)(?![\s-]*(?:id|no|nr|reg))/iu,
  ],
  ['total', /^(?:grand total|total|amount due|balance due|invoice total|rechnungsbetrag|gesamt|endbetrag|zu zahlen|summe)/iu],
];

/** A label and an amount, and nothing else but a currency or a rate between them. */
function totalOf({ cells }: Line, mark: DecimalMark): readonly [TotalName, number] | null {
  const [label, ...rest] = cells;
  const last = rest.at(-1);
  if (label === undefined || last === undefined || rest.length > 2) return null;
  const name = LABELS.find(([, pattern]) => pattern.test(label.text))?.[0];
  const amount = /\d[.,]\d\d(?!\d)|^\D{0,4}\d+\D{0,4}$/u.test(last.text) ? readAmount(last.text, mark) : null;
  return name === undefined || amount === null ? null : [name, amount];
}

export function isTotalsLine(line: Line, mark: DecimalMark): boolean {
  return totalOf(line, mark) !== null;
}

/** The sums at the end of an invoice. Several taxes are added up; of several totals the last one counts. */
export function totalsOf(lines: readonly Line[], mark: DecimalMark): Totals {
  const found = lines.flatMap((line) => {
    const total = totalOf(line, mark);
    return total === null ? [] : [total];
  });
  const all = (name: TotalName): readonly number[] => found.filter(([which]) => which === name).map(([, amount]) => amount);
  const discount = sum(all('discount').map(Math.abs));
  return { subtotal: all('subtotal').at(-1) ?? null, discount, tax: sum(all('tax')), total: all('total').at(-1) ?? null };
}

function sum(amounts: readonly number[]): number | null {
  return amounts.length === 0 ? null : roundMoney(amounts.reduce((total, amount) => total + amount, 0));
}
