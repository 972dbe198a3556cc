import { CHANGES, NOISE } from './noise-rates.ts';
import { AFTER_MONTH, BEFORE_MONTH } from './months.ts';
import { type WorldPerson, employ, wordTitle } from './world-people.ts';
import type { RandomSource } from './random-source.ts';
import type { WorldCompany } from './world-companies.ts';

/** One person at both times; null where a file cannot know them. */
export interface Life {
  readonly key: number;
  readonly before: WorldPerson | null;
  readonly after: WorldPerson | null;
  /** What is true, whether the later file shows it or not. */
  readonly fate: 'stayed' | 'moved' | 'none' | 'out_of_sight' | 'joined';
}

export interface Setting {
  readonly random: RandomSource;
  /** Every e-mail address that was ever given out. */
  readonly mailboxes: Set<string>;
  readonly companies: readonly WorldCompany[];
  readonly outside: readonly WorldCompany[];
  /** What became of a company by its key. */
  readonly later: ReadonlyMap<string, WorldCompany>;
}

/** Half a year in the life of somebody. */
export function live(setting: Setting, before: WorldPerson): Life {
  const { random } = setting;
  const { key } = before;
  const same = random.chance(NOISE.married) ? { ...before, family: random.pick(before.country.family), secondFamily: '' } : before;
  if (!random.chance(CHANGES.leaves)) {
    const after = random.chance(NOISE.lostAfter) ? null : stay(setting, same);
    return { key, before, after, fate: 'stayed' };
  }
  const where = random.next();
  if (where < CHANGES.outOfSight) return { key, before, after: null, fate: 'out_of_sight' };
  if (where < CHANGES.outOfSight + CHANGES.toNowhere) return { key, before, after: { ...same, job: null }, fate: 'none' };
  const goesOut = where < CHANGES.outOfSight + CHANGES.toNowhere + CHANGES.toOutside;
  return { key, before, after: move(setting, same, goesOut ? setting.outside : setting.companies), fate: 'moved' };
}

function stay({ random, later }: Setting, person: WorldPerson): WorldPerson {
  if (person.job === null) return person;
  const company = later.get(person.job.company.key) ?? person.job.company;
  const job = { ...person.job, company, email: person.job.email.replace(/@.*/u, `@${company.domain}`) };
  const city = random.chance(CHANGES.stayerMovesCity) ? random.pick(person.country.cities) : person.city;
  if (!random.chance(CHANGES.newTitle)) return { ...person, city, job };
  const level = random.pick([job.level, 'senior', 'manager', 'head', 'director'] as const);
  const start = random.chance(0.5) ? random.between(BEFORE_MONTH, AFTER_MONTH) : job.start;
  return { ...person, city, job: { ...job, level, start, title: wordTitle(random, job.field, level, company) } };
}

function move({ random, mailboxes, later }: Setting, person: WorldPerson, companies: readonly WorldCompany[]): WorldPerson {
  const chosen = random.pick(companies.filter((company) => company.key !== person.job?.company.key));
  const company = later.get(chosen.key) ?? chosen;
  const city = random.chance(CHANGES.movesCity) ? random.pick(person.country.cities) : person.city;
  const moved = employ(random, { ...person, city }, { company, start: random.between(BEFORE_MONTH, AFTER_MONTH) }, mailboxes);
  if (moved.job === null || person.job === null) return moved;
  const field = random.chance(CHANGES.keepsField) ? person.job.field : moved.job.field;
  const email = random.chance(CHANGES.keepsOldMail) ? person.job.email : moved.job.email;
  return { ...moved, job: { ...moved.job, field, email, title: wordTitle(random, field, moved.job.level, company) } };
}
