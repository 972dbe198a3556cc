import type { PersonRow } from '../snapshot/person-row.ts';
import { Tally } from './tally.ts';

export interface Succession {
  readonly from: number;
  readonly to: number;
}

/** Fewer people than this prove nothing about their company; a company that was not there before is a new name more likely. */
const NEEDED = { newName: { movers: 4, share: 0.75 }, knownCompany: { movers: 6, share: 0.8 } };

/**
 * Companies that the later file does not know any more, and most of whose people it knows at one other: they were renamed
 * or taken over, so their people did not leave. Only people who are certain without their company count: by profile, by
 * name and id, or by a name that is unique in both files.
 */
export function findSuccessors(
  before: readonly PersonRow[],
  after: readonly PersonRow[],
  companyOf: (row: PersonRow) => number | null,
): readonly Succession[] {
  const companiesBefore = new Set(before.map(companyOf));
  const companiesAfter = new Set(after.map(companyOf));
  const find = certainFinder(before, after);
  const moves = new Map<number, Tally<number>>();
  for (const row of before) {
    const from = companyOf(row);
    if (from === null || companiesAfter.has(from)) continue;
    const found = find(row);
    const to = found === undefined ? null : companyOf(found);
    if (to === null) continue;
    const tally = moves.get(from) ?? new Tally();
    tally.add(to);
    moves.set(from, tally);
  }
  return [...moves].flatMap(([from, tally]) => {
    const top = tally.top();
    if (top === null) return [];
    const needed = companiesBefore.has(top.value) ? NEEDED.knownCompany : NEEDED.newName;
    return top.count >= needed.movers && top.count / tally.total >= needed.share ? [{ from, to: top.value }] : [];
  });
}

function certainFinder(before: readonly PersonRow[], after: readonly PersonRow[]): (row: PersonRow) => PersonRow | undefined {
  const profiles = new Map(after.filter((row) => row.profile !== '').map((row) => [row.profile, row]));
  const numbered = new Map(after.filter((row) => row.id !== '').map((row) => [`${row.id} ${nameKey(row)}`, row]));
  const namesBefore = new Tally<string>();
  const namesAfter = new Tally<string>();
  for (const row of before) namesBefore.add(nameKey(row));
  for (const row of after) namesAfter.add(nameKey(row));
  const names = new Map(after.map((row) => [nameKey(row), row]));
  const isUnique = (key: string): boolean => key !== '' && namesBefore.count(key) === 1 && namesAfter.count(key) === 1;
  return (row) => {
    const key = nameKey(row);
    return profiles.get(row.profile) ?? numbered.get(`${row.id} ${key}`) ?? (isUnique(key) ? names.get(key) : undefined);
  };
}

function nameKey(row: PersonRow): string {
  const words = (row.name?.words ?? []).map((word) => word.loose);
  return words.toSorted().join(' ');
}
