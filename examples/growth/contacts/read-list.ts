import { CsvError, parse } from 'csv-parse/sync';
import { type Field, fieldOf } from './headings.ts';
import type { Cells } from './clean-contact.ts';
import { ContactError } from './contact-error.ts';
import { readDomain } from './domain-name.ts';

const DELIMITERS = ['\t', ';', ',', '|'] as const;
const NAME_AND_ADDRESS = /^\s*"?([^"<>]*)"?\s*<([^<>]+)>\s*$/u;

/**
 * Reads a pasted list: a table with any usual delimiter and a line of headings, or one contact per line without any, where
 * each cell is known by what it looks like. Throws when a quotation mark is never closed.
 */
export function readList(text: string): readonly Cells[] {
  const bare = text.replace(/^\uFEFF/u, '').trim();
  if (bare === '') return [];
  const lines = bare.split(/\r?\n|\r/u);
  const [firstLine = ''] = lines;
  const delimiter = delimiterOf(firstLine);
  if (!cellsOf(firstLine, delimiter).some((cell) => fieldOf(cell) !== null)) return lines.flatMap(readLine);
  const [headings = [], ...rows] = parseCells(bare, delimiter);
  const fields = headings.map(fieldOf);
  return rows.map((cells) => byField(fields, cells));
}

/** A line of a list without headings: one contact, or several addresses in a row. */
function readLine(line: string): readonly Cells[] {
  if (line.trim() === '') return [];
  if (NAME_AND_ADDRESS.test(line)) return [guessCells([line])];
  const cells = parseCells(line, delimiterOf(line)).flat();
  const areAddresses = cells.length > 1 && cells.every((cell) => cell.includes('@'));
  return areAddresses ? cells.map((cell) => guessCells([cell])) : [guessCells(cells)];
}

/** What stands between delimiters, without a thought for quotation marks. */
function cellsOf(line: string, delimiter: string): readonly string[] {
  return line.split(delimiter).map((cell) => cell.replaceAll('"', ''));
}

/** The one that makes the most known headings of the first line, then the one that splits it most. */
function delimiterOf(line: string): string {
  const scored = DELIMITERS.map((delimiter) => {
    const cells = cellsOf(line, delimiter);
    return { delimiter, known: cells.filter((cell) => fieldOf(cell) !== null).length, cells: cells.length };
  });
  return scored.toSorted((a, b) => b.known - a.known || b.cells - a.cells)[0]?.delimiter ?? ',';
}

function parseCells(text: string, delimiter: string): readonly (readonly string[])[] {
  try {
    const records: readonly unknown[] = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    });
    return records.map((record) => (Array.isArray(record) ? record.map(String) : []));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
      throw new ContactError('The list has a quotation mark that is never closed. Close it, or write it twice inside of a cell.');
    }
    throw new ContactError(`The list cannot be read: ${error.message}.`);
  }
}

/** The first column of each field counts. */
export function byField(fields: readonly (Field | null)[], cells: readonly string[]): Cells {
  const found: { [F in Field]?: string } = {};
  for (const [index, field] of fields.entries()) {
    if (field !== null) found[field] ??= cells[index] ?? '';
  }
  return found;
}

/** `Ana Silva <ana@acme.example>`, or name, company and title in this order between addresses and domains. */
function guessCells(cells: readonly string[]): Cells {
  const found: { [F in Field]?: string } = {};
  for (const cell of cells) {
    const pair = NAME_AND_ADDRESS.exec(cell);
    if (pair !== null) {
      found.full ??= pair[1] ?? '';
      found.email ??= pair[2] ?? '';
    } else if (cell.includes('@')) {
      found.email ??= cell;
    } else if (cell.includes('linkedin.')) {
      found.linkedin ??= cell;
    } else if (!cell.includes(' ') && readDomain(cell) !== null) {
      found.domain ??= cell;
    } else {
      addText(found, cell);
    }
  }
  return found;
}

function addText(found: { [F in Field]?: string }, cell: string): void {
  const next = (['full', 'company', 'title'] as const).find((field) => found[field] === undefined);
  if (next !== undefined) found[next] = cell;
}
