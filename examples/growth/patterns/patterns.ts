import type { PersonWords } from './person-words.ts';

/** How companies make the local part of an address out of a name, the most usual first. */
const PATTERNS = {
  'first.last': ({ given, family }: PersonWords) => `${given}.${family}`,
  flast: ({ given, family }: PersonWords) => `${given.charAt(0)}${family}`,
  first: ({ given }: PersonWords) => given,
  firstlast: ({ given, family }: PersonWords) => `${given}${family}`,
  'f.last': ({ given, family }: PersonWords) => `${given.charAt(0)}.${family}`,
  first_last: ({ given, family }: PersonWords) => `${given}_${family}`,
  'last.first': ({ given, family }: PersonWords) => `${family}.${given}`,
  firstl: ({ given, family }: PersonWords) => `${given}${family.charAt(0)}`,
  last: ({ family }: PersonWords) => family,
  'first-last': ({ given, family }: PersonWords) => `${given}-${family}`,
  lastf: ({ given, family }: PersonWords) => `${family}${given.charAt(0)}`,
} as const satisfies { readonly [name: string]: (words: PersonWords) => string };

export type PatternName = keyof typeof PATTERNS;

export const PATTERN_NAMES: readonly PatternName[] = [
  'first.last',
  'flast',
  'first',
  'firstlast',
  'f.last',
  'first_last',
  'last.first',
  'firstl',
  'last',
  'first-last',
  'lastf',
];

export function applyPattern(name: PatternName, words: PersonWords): string {
  return PATTERNS[name](words);
}

/** The patterns that make this local part out of this name: several for somebody whose names are short. */
export function patternsOf(local: string, names: readonly PersonWords[]): readonly PatternName[] {
  const wanted = local.toLowerCase();
  return PATTERN_NAMES.filter((pattern) => names.some((words) => applyPattern(pattern, words) === wanted));
}
