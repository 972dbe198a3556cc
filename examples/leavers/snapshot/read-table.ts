import { CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { SnapshotError } from './snapshot-error.ts';
import { findColumns } from './headers.ts';

/** One record of the file, cell by cell, and the number of it: 1 is the first one below the headings, empty lines do not count. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly headings: readonly string[];
  readonly delimiter: string;
  readonly rows: readonly TableRow[];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const PIECE_BYTES = 64 * 1024;
const SEPARATOR_LINE = /^sep=(.)\r?\n/iu;

/** Reads CSV text with any usual delimiter, quoting and line ending. Throws when it is empty or a quote is never closed. */
export async function readTable(text: string, fileName: string): Promise<Table> {
  const bare = text.replace(/^\uFEFF/u, '');
  const told = SEPARATOR_LINE.exec(bare);
  const body = bare.replace(SEPARATOR_LINE, '');
  const delimiter = told?.[1] ?? detectDelimiter(body);
  const records = await parseRecords(body, delimiter, fileName);
  const [headings, ...rows] = records;
  if (headings === undefined) throw new SnapshotError(`${fileName} is empty. It needs a line of headings and at least one row.`);
  return { headings, delimiter, rows: rows.map((cells, index) => ({ row: index + 1, cells })) };
}

/** The delimiter with which the first line names the most known columns, then the one that splits it most. */
function detectDelimiter(text: string): string {
  const [line = ''] = text.trimStart().split(/\r?\n|\r/u, 1);
  const scored = DELIMITERS.map((delimiter) => {
    const cells = line.split(delimiter).map((cell) => cell.replaceAll('"', ''));
    return { delimiter, known: Object.keys(findColumns(cells)).length, cells: cells.length };
  });
  return scored.toSorted((a, b) => b.known - a.known || b.cells - a.cells)[0]?.delimiter ?? ',';
}

async function parseRecords(text: string, delimiter: string, fileName: string): Promise<readonly (readonly string[])[]> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
  });
  const records: (readonly string[])[] = [];
  try {
    const source = Readable.from(inPieces(Buffer.from(text)));
    for await (const record of source.pipe(parser)) records.push(toCells(record));
  } catch (error) {
    if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED') {
      const parsed = Number(error['records']);
      throw new SnapshotError(
        `${fileName} has a quotation mark that is never closed, after row ${parsed - 1}. Close it or write it twice.`,
      );
    }
    throw error;
  }
  return records;
}

/** A large text in one piece would be parsed in one go, and hold the thread up for as long. */
async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    yield bytes.subarray(from, from + PIECE_BYTES);
    await breathe();
  }
}

function toCells(record: unknown): readonly string[] {
  return Array.isArray(record) ? record.map((cell) => (typeof cell === 'string' ? cell : '')) : [];
}
