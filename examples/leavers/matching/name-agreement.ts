import type { NameComparison } from './compare-names.ts';

/** True when the names may be one person's on their own: two words agree, or the only one, and none contradicts. */
export function namesAgree(names: NameComparison): boolean {
  const whole = names.pairs.filter(({ agreement }) => agreement !== 'initial').length;
  const contradicts = names.initialsClash || (names.extraOfA > 0 && names.extraOfB > 0);
  return whole > 0 && !contradicts && (names.pairs.length > 1 || names.extraOfA + names.extraOfB === 0);
}

/** True when one word agrees: enough beside an identifier, as after a marriage. */
export function namesCouldAgree(names: NameComparison): boolean {
  return names.pairs.some(({ agreement }) => agreement !== 'initial');
}
