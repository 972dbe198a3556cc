import { type NameComparison, type WordAgreement, compareNames } from './compare-names.ts';
import type { Evidence, Verdict } from './evidence.ts';
import type { Person } from './person.ts';
import type { Rarity } from './rarity.ts';
import { namesAgree } from './name-agreement.ts';

export interface NameVerdict extends Verdict {
  /** False when the names alone forbid it: then only an identifier can say that it is one person. */
  readonly agree: boolean;
}

/** What is lost when a word agrees only so far. */
const LOSS: { readonly [A in WordAgreement]: number } = { same: 0, nickname: 2.5, short: 3, slip: 5, initial: 0 };
const INITIAL_BITS = 3;
const NAME_BITS_AT_MOST = 20;
const NOTHING_SHARED = -16;
/** Two words may be swapped by mistake. Of several family names, the order tells brothers-in-law apart. */
const REORDERED = 2;
const REORDERED_MANY = 6;
const FAMILY_CHANGED = -7;

/** The best that any two spellings of the names can say for each other. */
export function scoreNames(a: Person, b: Person, rarity: Rarity): NameVerdict {
  if (a.names.length === 0 || b.names.length === 0) return { bits: 0, found: [], agree: false };
  let best: NameVerdict | null = null;
  for (const nameOfA of a.names) {
    for (const nameOfB of b.names) {
      const verdict = scoreComparison(compareNames(nameOfA, nameOfB), rarity);
      if (best === null || (verdict.agree && !best.agree) || (verdict.agree === best.agree && verdict.bits > best.bits)) best = verdict;
    }
  }
  return best ?? { bits: NOTHING_SHARED, found: [], agree: false };
}

function scoreComparison(names: NameComparison, rarity: Rarity): NameVerdict {
  if (names.pairs.length === 0) return { bits: NOTHING_SHARED, found: [], agree: false };
  const agree = namesAgree(names);
  let bits = 0;
  for (const pair of names.pairs) {
    bits += pair.agreement === 'initial' ? INITIAL_BITS : Math.max(0.5, rarity.word(pair) - LOSS[pair.agreement]);
  }
  bits -= names.extraOfA > 0 && names.extraOfB > 0 ? -FAMILY_CHANGED : 1.5 * (names.extraOfA + names.extraOfB);
  if (names.initialsClash) bits -= 5;
  if (names.reordered) bits -= names.pairs.length > 2 ? REORDERED_MANY : REORDERED;
  return { bits: Math.min(NAME_BITS_AT_MOST, bits), found: describe(names, agree), agree };
}

function describe(names: NameComparison, agree: boolean): readonly Evidence[] {
  if (!agree) return names.pairs.length > 0 && names.extraOfA > 0 && names.extraOfB > 0 ? ['family name changed'] : [];
  const agreements = new Set(names.pairs.map(({ agreement }) => agreement));
  const found: Evidence[] = [];
  if (agreements.has('slip')) found.push('name misspelt');
  const otherForms = (['nickname', 'short', 'initial'] as const).some((form) => agreements.has(form));
  if (otherForms || names.extraOfA + names.extraOfB > 0) found.push('name in another form');
  if (names.reordered) found.push('name in another order');
  return found.length === 0 ? ['same name'] : found;
}
