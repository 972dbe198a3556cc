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
  [/\bincl\.(?=\s)/gi, 'including'],
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

/** Capitals that are said letter by letter although they have a vowel. Other words with one are loud, or acronyms like NASA. */
const INITIALS: ReadonlySet<string> = new Set(
  'AI API ATM CEO CFO CIA CIO COO CTO DIY DOB ECG EEG EU FAQ FBI HIV ID IOU IP ISO IT MIA NBA NGO PIO RIP UFO UI UK UN URL USA USB UV VIP'.split(
    ' ',
  ),
);

/** `FBI` becomes `F B I`. A text that is all in capitals is left alone: it is loud, not abbreviated. */
export function spellInitials(text: string): Rule {
  const shouting = !/[a-z]/.test(text);
  const isSpelt = (word: string): boolean => !shouting && (INITIALS.has(word) || !/[AEIOUY]/.test(word));
  return { pattern: /\b[A-Z]{2,5}\b/g, say: ([word]) => (isSpelt(word) ? word.split('').join(' ') : null) };
}
