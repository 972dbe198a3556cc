import type { Person } from './person.ts';
import { Tally } from './tally.ts';
import type { WordPair } from './compare-names.ts';

/**
 * How much it says that two people agree in something: bits, the negative binary logarithm of how common it is. A small
 * file says little about how common a name is, so counts are mixed with a background as large as this.
 */
const BACKGROUND_PEOPLE = 2000;
const BACKGROUND_SHARE = 1 / 1500;
const CITY_BITS_AT_MOST = 4;
const COMPANY_BITS_AT_MOST = 6;

export interface Rarity {
  word(pair: WordPair): number;
  city(city: string): number;
  company(company: number): number;
  /** How unlikely any two people are to be the same before anything is known of them. */
  readonly prior: number;
}

export function measureRarity(before: readonly Person[], after: readonly Person[]): Rarity {
  const words = new Tally<string>();
  const cities = new Tally<string>();
  const companies = new Tally<number>();
  for (const person of [...before, ...after]) {
    for (const word of new Set(person.names.flatMap((name) => name.words.map(({ loose }) => loose)))) words.add(word);
    if (person.city !== '') cities.add(person.city);
    for (const { company } of person.positions) companies.add(company);
  }
  const people = before.length + after.length;
  const wordBits = (loose: string): number =>
    -Math.log2((words.count(loose) + BACKGROUND_PEOPLE * BACKGROUND_SHARE) / (people + BACKGROUND_PEOPLE));
  return {
    word: ({ a, b }) => Math.min(wordBits(a.loose), wordBits(b.loose)),
    city: (city) => Math.min(CITY_BITS_AT_MOST, shareBits(cities, city)),
    company: (company) => Math.min(COMPANY_BITS_AT_MOST, shareBits(companies, company)),
    prior: -Math.log2(Math.max(after.length, 2)),
  };
}

/** Never nothing: two people in a file of one city still agree in it. */
function shareBits<K>(tally: Tally<K>, value: K): number {
  return Math.max(1, -Math.log2((tally.count(value) + 1) / (tally.total + 10)));
}
