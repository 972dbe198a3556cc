import { DECIDING_LEVELS, FIELDS_OF_WORK, type Field, type Level, wordingsOf } from './job-wording.ts';
import { type WorldCompany, pickCountry, slug } from './world-companies.ts';
import type { Country } from './countries.ts';
import type { RandomSource } from './random-source.ts';

export interface WorldPerson {
  readonly key: number;
  readonly given: string;
  readonly middle: string;
  readonly family: string;
  readonly secondFamily: string;
  readonly id: string;
  readonly profile: string;
  readonly country: Country;
  readonly city: string;
  readonly job: WorldJob | null;
}

export interface WorldJob {
  readonly company: WorldCompany;
  readonly field: Field;
  readonly level: Level;
  readonly title: string;
  /** Year * 12 + month. */
  readonly start: number;
  readonly email: string;
}

export function isDeciding(job: WorldJob | null): boolean {
  return job !== null && DECIDING_LEVELS.has(job.level);
}

/** A person without a job. Somebody whose `namesake` is given has that one's name. */
export function makePerson(random: RandomSource, key: number, company: WorldCompany, namesake?: WorldPerson): WorldPerson {
  const country = namesake?.country ?? (random.chance(0.85) ? company.country : pickCountry(random));
  const given = namesake?.given ?? random.pickCommon(country.given);
  const family = namesake?.family ?? makeFamily(random, country);
  return {
    key,
    given,
    middle: random.pick(country.given).charAt(0),
    family,
    secondFamily: namesake?.secondFamily ?? (country.doubleNames ? random.pickCommon(country.family) : ''),
    id: `P${String(10_000 + key * 7)}`,
    profile: `people.example/in/${slug(`${given} ${family}`)}-${(key * 7919 + 4096).toString(36)}`,
    country,
    city: random.pick(country.cities),
    job: null,
  };
}

function makeFamily(random: RandomSource, country: Country): string {
  return random.chance(0.4) ? random.pickCommon(country.family) : random.pick(country.beginnings) + random.pick(country.endings);
}

const LEVELS: readonly (readonly [Level, number])[] = [
  ['founder', 0.012],
  ['chief', 0.022],
  ['vp', 0.03],
  ['director', 0.045],
  ['head', 0.04],
  ['manager', 0.17],
  ['senior', 0.26],
  ['staff', 1],
];

/** The same person with a job. */
export function employ(
  random: RandomSource,
  person: WorldPerson,
  where: Pick<WorldJob, 'company' | 'start'>,
  mailboxes: Set<string>,
): WorldPerson {
  let left = random.next();
  const level = LEVELS.find(([, share]) => (left -= share) < 0)?.[0] ?? 'staff';
  const field = random.pick(FIELDS_OF_WORK);
  const title = wordTitle(random, field, level, where.company);
  return { ...person, job: { ...where, field, level, title, email: makeEmail(person, where.company, mailboxes) } };
}

export function wordTitle(random: RandomSource, field: Field, level: Level, company: WorldCompany): string {
  return random.pick(wordingsOf(field, level, company.country.language));
}

/** Given and family name, as most firms do it, with a number for those who come second. */
function makeEmail(person: WorldPerson, company: WorldCompany, taken: Set<string>): string {
  const local = `${slug(person.given)}.${slug(person.family)}`;
  let email = `${local}@${company.domain}`;
  for (let number = 2; taken.has(email); number++) email = `${local}${number}@${company.domain}`;
  taken.add(email);
  return email;
}
