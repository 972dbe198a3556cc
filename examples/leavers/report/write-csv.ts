import { stringify } from 'csv-stringify/sync';

const ROWS_AT_ONCE = 500;

/**
 * CSV in pieces: a line of headings, then the rows. A cell that a spreadsheet would take for a formula starts with an
 * apostrophe, because these files hold text of strangers. The rows are asked for when the first piece is.
 */
export async function* writeCsv<R extends object>(
  columns: readonly (keyof R & string)[],
  rows: () => Promise<readonly R[]>,
): AsyncGenerator<string> {
  yield `${columns.join(',')}\n`;
  const all = await rows();
  for (let from = 0; from < all.length; from += ROWS_AT_ONCE) {
    yield stringify(all.slice(from, from + ROWS_AT_ONCE), { columns: [...columns], escape_formulas: true, cast: { boolean: String } });
  }
}
