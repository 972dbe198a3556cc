import { stringify } from 'csv-stringify/sync';

const ROWS_AT_ONCE = 500;

/**
 * CSV in pieces: a line of headings, then the rows. A cell that a spreadsheet would take for a formula starts with an
 * apostrophe, because these files hold text of strangers.
 */
export function* writeCsv<R extends object>(columns: readonly (keyof R & string)[], rows: readonly R[]): Generator<string> {
  yield `${columns.join(',')}\n`;
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    yield stringify(rows.slice(from, from + ROWS_AT_ONCE), { columns: [...columns], escape_formulas: true });
  }
}
