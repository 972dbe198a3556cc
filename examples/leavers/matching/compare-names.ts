import { jaroWinkler, isOneSlipApart } from './jaro-winkler.ts';
import type { NameWord, PersonName } from './person-name.ts';
import { areSameGivenName } from './nicknames.ts';

export type WordAgreement = 'same' | 'nickname' | 'short' | 'initial' | 'slip';

export interface WordPair {
  readonly a: NameWord;
  readonly b: NameWord;
  readonly agreement: WordAgreement;
}

export interface NameComparison {
  readonly pairs: readonly WordPair[];
  /** Whole words that stand on one side only; a lone initial does not count. */
  readonly extraOfA: number;
  readonly extraOfB: number;
  /** Initials on both sides that contradict each other, like `John A. Smith` and `John B. Smith`. */
  readonly initialsClash: boolean;
  /** The words agree, but stand in another order. */
  readonly reordered: boolean;
}

const STRENGTH: { readonly [A in WordAgreement]: number } = { same: 5, nickname: 4, short: 3, slip: 2, initial: 1 };

/** Pairs the words of two names, the strongest agreements first, whatever their order. */
export function compareNames(a: PersonName, b: PersonName): NameComparison {
  const found: { readonly i: number; readonly j: number; readonly agreement: WordAgreement }[] = [];
  for (const [i, wordOfA] of a.words.entries()) {
    for (const [j, wordOfB] of b.words.entries()) {
      const agreement = compareWords(wordOfA, wordOfB);
      if (agreement !== null) found.push({ i, j, agreement });
    }
  }
  found.sort((x, y) => STRENGTH[y.agreement] - STRENGTH[x.agreement] || Math.abs(x.i - x.j) - Math.abs(y.i - y.j));
  const usedOfA = new Set<number>();
  const usedOfB = new Set<number>();
  const chosen = found.filter(({ i, j }) => {
    if (usedOfA.has(i) || usedOfB.has(j)) return false;
    usedOfA.add(i);
    usedOfB.add(j);
    return true;
  });
  chosen.sort((x, y) => x.i - y.i);
  const restOfA = a.words.filter((_, i) => !usedOfA.has(i));
  const restOfB = b.words.filter((_, j) => !usedOfB.has(j));
  return {
    pairs: chosen.flatMap(({ i, j, agreement }) => {
      const wordOfA = a.words[i];
      const wordOfB = b.words[j];
      return wordOfA === undefined || wordOfB === undefined ? [] : [{ a: wordOfA, b: wordOfB, agreement }];
    }),
    extraOfA: restOfA.filter((word) => !isInitial(word)).length,
    extraOfB: restOfB.filter((word) => !isInitial(word)).length,
    initialsClash: restOfA.some(isInitial) && restOfB.some(isInitial),
    reordered: chosen.some(({ j }, index) => j < (chosen[index - 1]?.j ?? -1)),
  };
}

function compareWords(a: NameWord, b: NameWord): WordAgreement | null {
  if (a.loose === b.loose) return 'same';
  if (isInitial(a) || isInitial(b)) return a.loose.startsWith(b.loose.charAt(0)) ? 'initial' : null;
  if (areSameGivenName(a.folded, b.folded)) return 'nickname';
  const [short, long] = a.loose.length < b.loose.length ? [a.loose, b.loose] : [b.loose, a.loose];
  if (short.length < 3) return null;
  if (short.length >= 4 && isSlip(short, long)) return 'slip';
  return isShortForm(short, long) ? 'short' : null;
}

/** `Alex` of `Alexandra`, `Kathi` of `Katharina`: a beginning of the name, perhaps with a fond ending. */
function isShortForm(short: string, long: string): boolean {
  if (long.length - short.length < 2) return false;
  const beginning = short.length >= 4 ? short.replace(/[aeiouy]$/u, '') : short;
  return long.startsWith(beginning);
}

function isSlip(short: string, long: string): boolean {
  return isOneSlipApart(short, long) || (short.length >= 8 && jaroWinkler(short, long) >= 0.95);
}

function isInitial(word: NameWord): boolean {
  return word.loose.length === 1;
}
