import { transliterate } from './transliteration.ts';

const PLAIN = /^[a-z0-9]+(?: [a-z0-9]+)*$/;
const MARKS = /\p{M}+/gu;
const APOSTROPHES = /['’‘ʼ`´]/gu;
const SEPARATORS = /[^\p{L}\p{N}]+/gu;

/** Text as words of lower-case letters and digits with one blank between them: no accents, case, punctuation or emoji. */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text;
  // Once with the marks, which are a part of some letters (й), and once without.
  const letters = transliterate(text.normalize('NFKC').toLowerCase());
  return transliterate(letters.normalize('NFD').replaceAll(MARKS, '')).replaceAll(APOSTROPHES, '').replaceAll(SEPARATORS, ' ').trim();
}

export function foldWords(text: string): readonly string[] {
  const folded = foldText(text);
  return folded === '' ? [] : folded.split(' ');
}

const UMLAUT_DIGRAPH = /([aou])e/g;
const REPEATED = /(\p{L})\1+/gu;

/**
 * One form for spellings that differ by habit only: `mueller`, `muller` and `müller`, `aagaard` and `ågård`.
 * Takes a folded word. Good for comparing, not for showing.
 */
export function loosenWord(word: string): string {
  return word.replaceAll(UMLAUT_DIGRAPH, '$1').replaceAll(REPEATED, '$1');
}

const SOUND_ALIKES: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/th|dt/g, 't'],
  [/sch|sh|cz|ch|sz/g, 's'],
  [/ck|c|q/g, 'k'],
  [/w/g, 'v'],
  [/z/g, 's'],
  [/y|j/g, 'i'],
];
const INNER_VOWELS = /(?<!^)[aeiouh]/g;

/** A short key that survives most misspellings of a name: its consonants as they sound. Takes a loosened word. */
export function soundKey(word: string): string {
  const alike = SOUND_ALIKES.reduce((text, [pattern, sound]) => text.replaceAll(pattern, sound), word);
  return alike.replaceAll(INNER_VOWELS, '').replaceAll(REPEATED, '$1').slice(0, 6);
}
