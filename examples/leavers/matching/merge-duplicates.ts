import type { CompanyBook } from './company-book.ts';
import { Groups } from './tally.ts';
import { type Person, buildPerson } from './person.ts';
import type { PersonRow } from '../snapshot/person-row.ts';
import type { Snapshot } from '../snapshot/read-snapshot.ts';
import { UnionFind } from './union-find.ts';
import { compareNames } from './compare-names.ts';
import { forEachPaced } from '../pacing.ts';
import { givenNameKeys } from './nicknames.ts';
import { namesAgree, namesCouldAgree } from './name-agreement.ts';
import { titleSimilarity } from './job-title.ts';

/** The people of one snapshot, each once, and the rows that only say again what another row says. */
export interface People {
  readonly people: readonly Person[];
  readonly duplicateRows: readonly number[];
}

/** Joins rows of the same person. Namesakes at one company stay apart as soon as anything tells them apart. */
export async function mergeDuplicates({ rows }: Snapshot, book: CompanyBook): Promise<People> {
  const joined = new UnionFind(rows.length);
  const blocks = new Groups<string, number>();
  await forEachPaced(rows.entries(), ([index, row]) => {
    for (const key of blockKeys(row, book)) blocks.add(key, index);
  });
  await forEachPaced(blocks.lists(), (list) => {
    if (list.length > 1 && list.length <= BLOCK_ROWS) joinBlock(list, rows, book, joined);
  });
  const groups = new Groups<number, PersonRow>();
  for (const [index, row] of rows.entries()) groups.add(joined.find(index), row);
  const people: Person[] = [];
  await forEachPaced(groups.lists(), (list) => void people.push(buildPerson(people.length, list, book)));
  return { people, duplicateRows: people.flatMap(redundantRows) };
}

function joinBlock(list: readonly number[], rows: readonly PersonRow[], book: CompanyBook, joined: UnionFind): void {
  for (const [position, i] of list.entries()) {
    for (const j of list.slice(position + 1)) {
      const a = rows[i];
      const b = rows[j];
      if (a !== undefined && b !== undefined && joined.find(i) !== joined.find(j) && areSamePerson(a, b, book)) joined.join(i, j);
    }
  }
}

/** A row that gave the person a job has said something of its own; so has the first one, whatever it says. */
function redundantRows(person: Person): readonly number[] {
  const telling = new Set(person.positions.map((position) => position.row));
  return person.rows.filter((row, index) => !telling.has(row) && (index > 0 || telling.size > 0));
}

/** Blocks larger than this are a placeholder, like a shared mailbox, and are not searched. */
const BLOCK_ROWS = 200;

function blockKeys(row: PersonRow, book: CompanyBook): readonly string[] {
  const identifiers = [row.id && `id ${row.id}`, row.email && `mail ${row.email}`, row.profile && `page ${row.profile}`].filter(
    (key) => key !== '',
  );
  const company = book.companyOf(row) ?? '-';
  const words = (row.name?.words ?? []).flatMap((word) => [word.loose, ...givenNameKeys(word.folded)]);
  return [...identifiers, ...new Set(words.filter((word) => word.length > 1).map((word) => `at ${company} ${word}`))];
}

function areSamePerson(a: PersonRow, b: PersonRow, book: CompanyBook): boolean {
  const shared = [a.id !== '' && a.id === b.id, a.email !== '' && a.email === b.email, a.profile !== '' && a.profile === b.profile].filter(
    Boolean,
  ).length;
  if (a.name === null || b.name === null) return shared > 0;
  const names = compareNames(a.name, b.name);
  if (shared > 1) return namesCouldAgree(names);
  if (shared === 1) return namesAgree(names);
  if (!namesAgree(names) || book.companyOf(a) !== book.companyOf(b) || book.companyOf(a) === null) return false;
  const exact = names.pairs.every(({ agreement }) => agreement === 'same') && names.extraOfA + names.extraOfB === 0;
  return likeness(a, b) + (exact ? 1 : -1) > 0;
}

/** Points for and against two rows with the same name and company being about one person. */
function likeness(a: PersonRow, b: PersonRow): number {
  let points = 0;
  if (a.profile !== '' && b.profile !== '') points -= 4;
  if (a.email !== '' && b.email !== '') points -= a.emailDomain === b.emailDomain ? 3 : 0;
  if (a.id !== '' && b.id !== '') points -= 1;
  if (a.start !== null && b.start !== null) points += Math.abs(a.start - b.start) <= 1 ? 3 : -3;
  if (a.titleWords.length > 0 && b.titleWords.length > 0) points += titleSimilarity(a.titleWords, b.titleWords) >= 0.5 ? 1 : -1;
  if (a.place.city !== '' && b.place.city !== '') points += a.place.city === b.place.city ? 1 : -1;
  return points;
}
