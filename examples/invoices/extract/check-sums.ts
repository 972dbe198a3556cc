import type { Check, Checks, Invoice } from './invoice-schemas.ts';
import { isSameMoney, roundMoney } from './amounts.ts';

/** Whether an invoice agrees with itself. What cannot be told from it is `unknown`, not wrong. */
export function checkSums(invoice: Invoice): Checks {
  const { line_items: items, subtotal, discount, tax, total, issue_date: issued, due_date: due } = invoice;
  const sum = roundMoney(items.reduce((all, { amount }) => all + amount, 0));
  const checks = {
    line_amounts: checkLines(invoice),
    line_sum: items.length === 0 || subtotal === null ? 'unknown' : said(isSameMoney(sum, subtotal)),
    total: subtotal === null || total === null ? 'unknown' : said(isSameMoney(subtotal - (discount ?? 0) + (tax ?? 0), total)),
    dates: issued === null || due === null ? 'unknown' : said(issued <= due),
  } as const;
  return { consistent: Object.values(checks).every((check) => check !== 'mismatch'), ...checks };
}

function checkLines({ line_items: items }: Invoice): Check {
  const known = items.filter(({ quantity, unit_price: price }) => quantity !== null && price !== null);
  if (known.length === 0) return 'unknown';
  return said(known.every(({ quantity, unit_price: price, amount }) => isSameMoney(roundMoney((quantity ?? 0) * (price ?? 0)), amount)));
}

function said(isRight: boolean): Check {
  return isRight ? 'ok' : 'mismatch';
}
