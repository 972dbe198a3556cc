import type { Evidence, Verdict } from './evidence.ts';
import type { Person, Position } from './person.ts';
import type { Rarity } from './rarity.ts';
import { scoreNames } from './score-names.ts';
import { OTHER_COMPANY_BITS, PROOF_BITS } from './thresholds.ts';
import { titleSimilarity } from './job-title.ts';

export interface ScoreContext {
  readonly rarity: Rarity;
  /** False when the two files number people differently, as row numbers do. */
  readonly idsComparable: boolean;
}

/**
 * How much speaks for two people of different snapshots being one, in bits: each piece of evidence adds the binary logarithm
 * of how much likelier it is for one person than for two. Above zero, one person is likelier than two.
 */
export function scorePair(before: Person, after: Person, context: ScoreContext): Verdict {
  const names = scoreNames(before, after, context.rarity);
  const identity = scoreIdentifiers(before, after, context);
  const job = scoreJob(before, after, context.rarity);
  const place = scorePlace(before, after, context.rarity);
  const bits = context.rarity.prior + names.bits + identity.bits + job.bits + place.bits;
  const proven = names.agree || identity.bits >= PROOF_BITS;
  return { bits, found: [...identity.found, ...names.found, ...job.found, ...place.found, ...(proven ? [] : (['names do not fit'] as const))] };
}

const PROFILE_BITS = { same: 18, other: -6 };
const ID_BITS = { same: 18, other: -7 };
const EMAIL_BITS = { same: 15, other: -3 };

function scoreIdentifiers(before: Person, after: Person, context: ScoreContext): Verdict {
  const found: Evidence[] = [];
  let bits = 0;
  const profile = compareSets(before.profiles, after.profiles);
  if (profile !== null) {
    bits += PROFILE_BITS[profile];
    found.push(profile === 'same' ? 'same profile' : 'other profile');
  }
  const id = context.idsComparable ? compareSets(before.ids, after.ids) : null;
  if (id !== null) {
    bits += ID_BITS[id];
    found.push(id === 'same' ? 'same id' : 'other id');
  }
  const email = compareSets(before.emails, after.emails);
  if (email === 'same') found.push('same e-mail');
  // Another address at another employer is what one expects; another one at the same employer is not.
  if (email === 'same' || (email === 'other' && shareMailDomain(before, after))) bits += EMAIL_BITS[email];
  return { bits, found };
}

function compareSets(a: readonly string[], b: readonly string[]): 'same' | 'other' | null {
  if (a.length === 0 || b.length === 0) return null;
  return a.some((value) => b.includes(value)) ? 'same' : 'other';
}

function shareMailDomain(a: Person, b: Person): boolean {
  const domains = a.emails.map(domainOf);
  return b.emails.some((email) => domains.includes(domainOf(email)));
}

function domainOf(email: string): string {
  return email.slice(email.indexOf('@'));
}

const NOTHING_SAID: Verdict = { bits: 0, found: [] };

function scoreJob(before: Person, after: Person, rarity: Rarity): Verdict {
  if (before.employerUnknown || after.employerUnknown) return NOTHING_SAID;
  if (before.positions.length === 0 || after.positions.length === 0) return { bits: -2, found: [] };
  for (const from of before.positions) {
    const to = after.positions.find((position) => position.company === from.company);
    if (to !== undefined) return scoreSameCompany(from, to, rarity);
  }
  const [from] = before.positions;
  const [to] = after.positions;
  const similarity = titleSimilarity(from?.titleWords ?? [], to?.titleWords ?? []);
  const moved = monthsBetween(from, to);
  // Who changed company began there later; the day of the earlier file is not known, but not before the old job.
  const timing = moved === null ? 0 : moved > 0 ? 0.5 : -3;
  return { bits: OTHER_COMPANY_BITS + timing + (similarity >= 0.5 ? 1.5 : similarity > 0 ? 0.5 : -0.5), found: ['other company'] };
}

function scoreSameCompany(from: Position, to: Position, rarity: Rarity): Verdict {
  const found: Evidence[] = ['same company'];
  let bits = rarity.company(from.company);
  const similarity = titleSimilarity(from.titleWords, to.titleWords);
  if (similarity === 1) found.push('same title');
  bits += similarity === 1 ? 3 : similarity >= 0.5 ? 1.5 : from.titleWords.length > 0 && to.titleWords.length > 0 ? -0.5 : 0;
  const moved = monthsBetween(from, to);
  if (moved === 0) found.push('same start date');
  // A promotion may count from the day of the new title.
  if (moved !== null) bits += Math.abs(moved) <= 1 ? 5 : moved > 0 && similarity < 1 ? -1.5 : -4;
  return { bits, found };
}

function monthsBetween(from: Position | undefined, to: Position | undefined): number | null {
  return from === undefined || to === undefined || from.start === null || to.start === null ? null : to.start - from.start;
}

function scorePlace(before: Person, after: Person, rarity: Rarity): Verdict {
  if (before.city !== '' && before.city === after.city) return { bits: rarity.city(before.city), found: ['same location'] };
  const countriesDiffer = before.country !== '' && after.country !== '' && before.country !== after.country;
  if (countriesDiffer) return { bits: -3.5, found: ['other location'] };
  if (before.city !== '' && after.city !== '') return { bits: -2, found: ['other location'] };
  return { bits: before.country !== '' && before.country === after.country ? 0.5 : 0, found: [] };
}
