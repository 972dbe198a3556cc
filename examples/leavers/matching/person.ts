import type { CompanyBook } from './company-book.ts';
import type { Month } from './month.ts';
import type { PersonName } from './person-name.ts';
import { type PersonRow, lacksCompany } from '../snapshot/person-row.ts';

/** One job of a person at the time of a snapshot. */
export interface Position {
  readonly row: number;
  readonly company: number;
  readonly title: string;
  readonly titleWords: readonly string[];
  readonly start: Month | null;
}

/** One person of one snapshot: what all rows about them say together. */
export interface Person {
  readonly index: number;
  readonly rows: readonly number[];
  /** Every spelling that was seen, the fullest first. Empty for somebody who is known by an identifier only. */
  readonly names: readonly PersonName[];
  readonly ids: readonly string[];
  readonly emails: readonly string[];
  readonly profiles: readonly string[];
  readonly profileUrl: string;
  readonly location: string;
  readonly city: string;
  readonly country: string;
  /** Current jobs, the newest first. Empty: between jobs. */
  readonly positions: readonly Position[];
  /** There is a job, but the file does not say where. */
  readonly employerUnknown: boolean;
}

/** Puts the rows of one person together. */
export function buildPerson(index: number, rows: readonly PersonRow[], book: CompanyBook): Person {
  const names = new Map(rows.flatMap(({ name }) => (name === null ? [] : [[name.words.map((word) => word.loose).join(' '), name]])));
  return {
    index,
    rows: rows.map((row) => row.row),
    names: [...names.values()].toSorted((a, b) => weightOf(b) - weightOf(a)),
    ids: distinct(rows.map((row) => row.id)),
    emails: distinct(rows.map((row) => row.email)),
    profiles: distinct(rows.map((row) => row.profile)),
    profileUrl: firstText(rows.map((row) => row.profileUrl)),
    location: firstText(rows.map((row) => row.location)),
    city: firstText(rows.map((row) => row.place.city)),
    country: firstText(rows.map((row) => row.place.country)),
    positions: buildPositions(rows, book),
    employerUnknown: rows.every((row) => book.companyOf(row) === null) && rows.some(lacksCompany),
  };
}

function buildPositions(rows: readonly PersonRow[], book: CompanyBook): readonly Position[] {
  const positions = new Map<number, Position>();
  for (const row of rows) {
    const company = book.companyOf(row);
    if (company === null) continue;
    const known = positions.get(company);
    if (known === undefined || (known.title === '' && row.title !== '') || (row.start ?? 0) > (known.start ?? 0)) {
      positions.set(company, { row: row.row, company, title: row.title, titleWords: row.titleWords, start: row.start });
    }
  }
  return [...positions.values()].toSorted((a, b) => (b.start ?? 0) - (a.start ?? 0));
}

function weightOf(name: PersonName): number {
  return name.words.reduce((sum, word) => sum + word.folded.length, 0);
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}

function firstText(texts: readonly string[]): string {
  return texts.find((text) => text !== '') ?? '';
}
