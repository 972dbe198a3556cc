import { COMPANY_NAMES, SIZES, TRADES } from './company-words.ts';
import { COUNTRIES, type Country } from './countries.ts';
import type { RandomSource } from './random-source.ts';

export interface WorldCompany {
  /** `c…` for a company that both files are about, `x…` for one outside. */
  readonly key: string;
  readonly name: string;
  readonly legalForm: string;
  readonly domain: string;
  readonly country: Country;
  readonly industry: string;
  readonly size: string;
  readonly headcount: number;
}

export function makeCompanies(random: RandomSource, count: number, prefix: 'c' | 'x', taken: Set<string>): readonly WorldCompany[] {
  return Array.from({ length: count }, (_, index) => {
    const country = pickCountry(random);
    const trade = random.pick(TRADES);
    const size = random.pick(SIZES);
    const name = makeName(random, trade.words, taken);
    const site = slug(name).slice(0, 24);
    return {
      key: `${prefix}${String(index + 1).padStart(3, '0')}`,
      name,
      legalForm: random.pick(country.legalForms),
      domain: `${site}.example`,
      country,
      industry: trade.industry,
      size: size.text,
      headcount: random.between(...size.people),
    };
  });
}

function makeName(random: RandomSource, words: readonly string[], taken: Set<string>): string {
  for (;;) {
    const name = `${random.pick(COMPANY_NAMES)} ${random.pick(words)}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

export function pickCountry(random: RandomSource): Country {
  let left = random.next() * COUNTRIES.reduce((sum, country) => sum + country.share, 0);
  for (const country of COUNTRIES) {
    left -= country.share;
    if (left < 0) return country;
  }
  return random.pick(COUNTRIES);
}

export function slug(text: string): string {
  return withoutAccents(text)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

const LETTERS = new Map(['ß:ss', 'ø:o', 'æ:ae', 'ł:l', 'Ł:L', 'ı:i', 'đ:d', 'œ:oe', 'Ø:O'].map((pair) => [pair.charAt(0), pair.slice(2)]));

export function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{ASCII}]/gu, (letter) => LETTERS.get(letter) ?? letter);
}
