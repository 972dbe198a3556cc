import { CHANGES, NOISE } from './noise-rates.ts';
import { type Life, type Setting, live } from './live.ts';
import { type WorldCompany, makeCompanies } from './world-companies.ts';
import { type WorldPerson, employ, makePerson } from './world-people.ts';
import { AFTER_MONTH, BEFORE_MONTH } from './months.ts';
import { RandomSource } from './random-source.ts';

const COMPANIES = 200;
const OUTSIDE_COMPANIES = 140;
const RENAMED_COMPANIES = 4;
const LONGEST_TENURE_MONTHS = 150;

/** Everybody who is in either file, at both times. The same seed makes the same lives. */
export function makeWorld(seed: number): readonly Life[] {
  const random = new RandomSource(seed);
  const names = new Set<string>();
  const companies = makeCompanies(random, COMPANIES, 'c', names);
  const outside = makeCompanies(random, OUTSIDE_COMPANIES, 'x', names);
  const later = new Map(
    companies.map((company, index) => [company.key, index < RENAMED_COMPANIES ? rename(random, company, index, names) : company]),
  );
  const setting: Setting = { random, mailboxes: new Set(), companies, outside, later };
  const people = makeStaff(setting);
  const lives = people.map((person) => live(setting, person));
  const joiners = Array.from({ length: Math.round(people.length * CHANGES.joins) }, (_, index) => join(setting, people.length + index + 1));
  return [...lives, ...joiners];
}

/** A new name; every other one keeps its web site. */
function rename(random: RandomSource, company: WorldCompany, index: number, names: Set<string>): WorldCompany {
  const [successor = company] = makeCompanies(random, 1, 'c', names);
  return { ...company, name: successor.name, domain: index % 2 === 0 ? company.domain : successor.domain };
}

function makeStaff({ random, mailboxes, companies }: Setting): readonly WorldPerson[] {
  const desks = companies.flatMap((company) => Array.from({ length: company.headcount }, () => company));
  const people: WorldPerson[] = [];
  for (const [index, company] of desks.entries()) {
    const namesake = people.length > 0 && random.chance(NOISE.namesake) ? random.pick(people) : undefined;
    const start = BEFORE_MONTH - Math.floor(random.next() ** 2 * LONGEST_TENURE_MONTHS);
    people.push(employ(random, makePerson(random, index + 1, company, namesake), { company, start }, mailboxes));
  }
  return people;
}

function join({ random, mailboxes, companies, later }: Setting, key: number): Life {
  const chosen = random.pick(companies);
  const company = later.get(chosen.key) ?? chosen;
  const after = employ(random, makePerson(random, key, company), { company, start: random.between(BEFORE_MONTH, AFTER_MONTH) }, mailboxes);
  return { key, before: null, after, fate: 'joined' };
}
