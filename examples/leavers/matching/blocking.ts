import { Groups } from './tally.ts';
import type { Person } from './person.ts';
import type { PersonName } from './person-name.ts';
import { forEachPaced } from '../pacing.ts';
import { givenNameKeys } from './nicknames.ts';
import { soundKey } from './fold-text.ts';

/** A key that more people share than this tells too little to compare them all. */
const BLOCK_PEOPLE = 400;

export interface CandidateIndex {
  /** Indexes of the people worth comparing, ascending. */
  candidatesOf(person: Person): readonly number[];
}

/** Files people under everything by which their other self could be found. */
export async function indexPeople(people: readonly Person[]): Promise<CandidateIndex> {
  const blocks = new Groups<string, number>();
  await forEachPaced(people, (person) => {
    for (const key of blockKeys(person)) blocks.add(key, person.index);
  });
  return {
    candidatesOf: (person) => {
      const lists = [...blockKeys(person)].map((key) => blocks.get(key)).filter((list) => list.length <= BLOCK_PEOPLE);
      return [...new Set(lists.flat())].toSorted((a, b) => a - b);
    },
  };
}

function blockKeys(person: Person): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const id of person.ids) keys.add(`id ${id}`);
  for (const email of person.emails) keys.add(`mail ${email}`);
  for (const profile of person.profiles) keys.add(`page ${profile}`);
  for (const name of person.names) {
    addNameKeys(name, keys);
    for (const { company } of person.positions) addCompanyKeys(name, company, keys);
  }
  return keys;
}

/** Any two words of the name, in either order, and by their sound for one of them. */
function addNameKeys(name: PersonName, keys: Set<string>): void {
  for (const [i, first] of name.words.entries()) {
    for (const second of name.words.slice(i + 1)) {
      for (const a of wordKeys(first.folded, first.loose)) for (const b of wordKeys(second.folded, second.loose)) keys.add(inOrder(a, b));
      keys.add(inOrder(`~${soundKey(first.loose)}`, `~${soundKey(second.loose)}`));
    }
  }
  if (name.words.length === 1) keys.add(`only ${name.words[0]?.loose ?? ''}`);
}

function addCompanyKeys(name: PersonName, company: number, keys: Set<string>): void {
  for (const word of name.words) {
    if (word.loose.length > 1) for (const key of wordKeys(word.folded, word.loose)) keys.add(`at ${company} ${key}`);
  }
}

function wordKeys(folded: string, loose: string): readonly string[] {
  return [...new Set([loose, ...givenNameKeys(folded)])];
}

function inOrder(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
}
