import { normaliseEmail, normaliseId, normaliseProfileUrl } from '../matching/identifiers.ts';
import { parseDomain, parseEmployerDomain } from '../matching/domain-name.ts';
import { SnapshotError } from './snapshot-error.ts';
import { FIELDS, type Field, findColumns, missingColumns } from './headers.ts';
import { type TableRow, readTable } from './read-table.ts';
import type { Gap, GapReason } from './gap.ts';
import type { PersonRow } from './person-row.ts';
import { forEachPaced } from '../pacing.ts';
import { parseCompanyName } from '../matching/company-name.ts';
import { foldWords, loosenWord } from '../matching/fold-text.ts';
import { parseMonth } from '../matching/month.ts';
import { parsePersonName } from '../matching/person-name.ts';
import { parsePlace } from '../matching/location.ts';
import { remember } from './remember.ts';
import { titleWords } from '../matching/job-title.ts';

export interface Snapshot {
  readonly fileName: string;
  readonly fields: readonly Field[];
  readonly delimiter: string;
  readonly rowCount: number;
  readonly rows: readonly PersonRow[];
  readonly gaps: readonly Gap[];
  /** The words of each row whose cells do not fit the columns: who is named there cannot be said to be missing. */
  readonly unreadable: readonly ReadonlySet<string>[];
}

/** Reads a snapshot of people at companies. Rows that cannot be used become gaps; a file without the needed columns throws. */
export async function readSnapshot(text: string, fileName: string): Promise<Snapshot> {
  const table = await readTable(text, fileName);
  const readRow = createRowReader(table.headings, fileName);
  const rows: PersonRow[] = [];
  const gaps: Gap[] = [];
  const unreadable: ReadonlySet<string>[] = [];
  await forEachPaced(table.rows, (tableRow) => {
    const read = readRow(tableRow);
    if (typeof read !== 'string') {
      rows.push(read);
      return;
    }
    gaps.push({ row: tableRow.row, reason: read });
    if (read !== 'missing_name') unreadable.push(new Set(foldWords(tableRow.cells.join(' ')).map(loosenWord)));
  });
  const columns = findColumns(table.headings);
  const fields = FIELDS.filter((field) => columns[field] !== undefined);
  return { fileName, fields, delimiter: table.delimiter, rowCount: table.rows.length, rows, gaps, unreadable };
}

type ReadRow = (row: TableRow) => PersonRow | GapReason;

function createRowReader(headings: readonly string[], fileName: string): ReadRow {
  const columns = findColumns(headings);
  const missing = missingColumns(columns);
  if (missing !== null) throw new SnapshotError(`${fileName} lacks ${missing}. Its headings are: ${headings.join(', ')}.`);
  const lastNeeded = Math.max(columns.full ?? Math.max(columns.given ?? 0, columns.family ?? 0), columns.company ?? 0);
  const readers = {
    company: remember(parseCompanyName),
    place: remember(parsePlace),
    title: remember(titleWords),
    start: remember(parseMonth),
  };
  return ({ row, cells }) => {
    if (cells.slice(headings.length).some((cell) => cell !== '')) return 'too_many_columns';
    if (lastNeeded >= cells.length) return 'too_few_columns';
    const cell = (field: Field): string => cells[columns[field] ?? -1] ?? '';
    const identifiers = {
      id: normaliseId(cell('id')),
      email: normaliseEmail(cell('email')),
      profile: normaliseProfileUrl(cell('profile')),
    };
    const name = parsePersonName({ full: cell('full'), given: cell('given'), family: cell('family') });
    // Without a name, an identifier can still say who it is.
    if (name === null && identifiers.id === '' && identifiers.email === '' && identifiers.profile === '') return 'missing_name';
    const ended = parseMonth(cell('end')) !== null;
    return {
      row,
      name,
      ...identifiers,
      profileUrl: cell('profile'),
      title: oneLine(cell('title')),
      titleWords: readers.title(cell('title')),
      companyText: oneLine(cell('company')),
      company: ended ? null : readers.company(cell('company')),
      domain: parseDomain(cell('domain')),
      emailDomain: parseEmployerDomain(cell('email')),
      industry: oneLine(cell('industry')),
      size: oneLine(cell('size')),
      location: oneLine([cell('location'), cell('country')].filter((part) => part !== '').join(', ')),
      place: readers.place(`${cell('location')}, ${cell('country')}`),
      start: readers.start(cell('start')),
      ended,
    };
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
