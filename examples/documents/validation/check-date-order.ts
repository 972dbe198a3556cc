import type { ExtractedField } from '../results/document-result.ts';
import type { Finding } from './find-alerts.ts';

const IN_ORDER = [
  ['invoice_date', 'due_date'],
  ['order_date', 'delivery_date'],
] as const;

/** Nothing is due, and nothing is delivered, before the paper was written. */
export function checkDateOrder(fields: ReadonlyMap<string, ExtractedField>): readonly Finding[] {
  return IN_ORDER.flatMap(([earlier, later]) => {
    const from = fields.get(earlier)?.value ?? null;
    const to = fields.get(later)?.value ?? null;
    if (from === null || to === null || from <= to) return [];
    return [{ field: later, type: 'date_order', msg: `${later} ${to} is before ${earlier} ${from}.`, blocked: false, with: [earlier] }];
  });
}
