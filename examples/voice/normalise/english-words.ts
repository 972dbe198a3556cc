import { type Rule, replacing } from './rewrite.ts';

/** Abbreviations end in a point; the same letters without one may be a word. */
const ABBREVIATIONS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/\bDr\.(?=\s)/g, 'Doctor'],
  [/\bMr\.(?=\s)/g, 'Mister'],
  [/\bMrs\.(?=\s)/g, 'Missus'],
  [/\bMs\.(?=\s)/g, 'Miz'],
  [/\bProf\.(?=\s)/g, 'Professor'],
  [/\bSt\.(?=\s[A-Z])/g, 'Saint'],
  [/(?<=[a-z] )St\.(?=[\s,]|$)/g, 'Street'],
  [/\bAve\.(?=[\s,]|$)/g, 'Avenue'],
  [/\bRd\.(?=[\s,]|$)/g, 'Road'],
  [/\bApt\.(?=\s)/gi, 'apartment'],
  [/\bDept\.(?=\s|$)/gi, 'department'],
  [/\bapprox\.(?=\s)/gi, 'approximately'],
  [/\bvs\.?(?=\s)/gi, 'versus'],
  [/\be\.g\.,?(?=\s)/gi, 'for example'],
  [/\bi\.e\.,?(?=\s)/gi, 'that is'],
  [/\betc\./gi, 'et cetera.'],
  [/\bInc\.(?=[\s,])/g, 'Incorporated'],
  [/\bLtd\.?(?=[\s,]|$)/g, 'Limited'],
  [/\bJr\.(?=[\s,]|$)/g, 'Junior'],
  [/\bext\.(?=\s?\d)/gi, 'extension'],
  [/\bw\/(?=\s)/g, 'with'],
  [/\bw\/o(?=\s)/g, 'without'],
];

const SYMBOLS: readonly Rule[] = [
  replacing(/\s?&\s?/g, ' and '),
  replacing(/(?<=\w)\s?\+\s?(?=\w)/g, ' plus '),
  replacing(/\s?=\s?/g, ' equals '),
  replacing(/(?<=\w)\s@\s?(?=\w)/g, ' at '),
];

export const WORDS: readonly Rule[] = [...ABBREVIATIONS.map(([pattern, words]) => replacing(pattern, words)), ...SYMBOLS];

/** Capitals that are said as a word, not letter by letter. */
const SAID_AS_WORDS: ReadonlySet<string> = new Set(['NASA', 'NATO', 'ASAP', 'OK', 'AM', 'PM', 'US', 'PIN', 'SIM', 'RAM', 'ZIP', 'WIFI', 'AIDS', 'OPEC']);

/** `FBI` becomes `F B I`. A text that is all in capitals is left alone: it is loud, not abbreviated. */
export function spellInitials(text: string): Rule {
  const shouting = !/[a-z]/.test(text);
  return { pattern: /\b[A-Z]{2,5}\b/g, say: ([word]) => (shouting || SAID_AS_WORDS.has(word) ? null : [...word].join(' ')) };
}
