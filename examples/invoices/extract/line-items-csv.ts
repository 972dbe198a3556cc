import type { LineItem } from './invoice-schemas.ts';

const COLUMNS = ['description', 'quantity', 'unit_price', 'amount'] as const;

/** The lines of an invoice as CSV. No cell can be a formula for a spreadsheet. */
export function lineItemsCsv(items: readonly LineItem[]): string {
  const rows = items.map((item) => COLUMNS.map((column) => cellOf(item[column])).join(','));
  return [COLUMNS.join(','), ...rows, ''].join('\r\n');
}

function cellOf(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
