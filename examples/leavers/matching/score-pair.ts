import type { Person } from './person.ts';
import type { Rarity } from './rarity.ts';
import type { Verdict } from './evidence.ts';
import { PROOF_BITS } from './thresholds.ts';
import { scoreIdentifiers } from './score-identifiers.ts';
import { scoreJobs } from './score-jobs.ts';
import { scoreNames } from './score-names.ts';

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
  const identifiers = scoreIdentifiers(before, after, context.idsComparable);
  const jobs = scoreJobs(before, after, context.rarity);
  const places = scorePlaces(before, after, context.rarity);
  const found = [...identifiers.found, ...names.found, ...jobs.found, ...places.found];
  return {
    bits: context.rarity.prior + names.bits + identifiers.bits + jobs.bits + places.bits,
    found: names.agree || identifiers.bits >= PROOF_BITS ? found : [...found, 'names do not fit'],
  };
}

function scorePlaces(before: Person, after: Person, rarity: Rarity): Verdict {
  if (before.city !== '' && before.city === after.city) return { bits: rarity.city(before.city), found: ['same location'] };
  const countriesDiffer = before.country !== '' && after.country !== '' && before.country !== after.country;
  if (countriesDiffer) return { bits: -3.5, found: ['other location'] };
  if (before.city !== '' && after.city !== '') return { bits: -2, found: ['other location'] };
  return { bits: before.country !== '' && before.country === after.country ? 0.5 : 0, found: [] };
}
