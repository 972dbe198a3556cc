import { CLEAN_UP, tidySpaces } from './clean-up.ts';
import { type Draft, rewrite, rewriteAll } from './rewrite.ts';
import { WORDS, spellInitials } from './english-words.ts';
import { AMOUNTS } from './english-amounts.ts';
import { GERMAN } from './german-words.ts';
import { dateRules } from './english-dates.ts';

export interface Normalised {
  /** What is spoken; empty when there is nothing to say. */
  readonly text: string;
  readonly corrections: number;
}

/**
 * Turns a written line into one that is read out: numbers, money, dates and abbreviations in words, and without what
 * cannot be said. English in full, German in part; in other languages only what holds for all of them.
 */
export function normalise(written: string, language: string): Normalised {
  const cleaned = rewriteAll({ text: written.normalize('NFC'), corrections: 0 }, CLEAN_UP);
  const { text, corrections } = inLanguage({ ...cleaned, text: tidySpaces(cleaned.text) }, language.toLowerCase());
  const tidied = tidySpaces(text);
  return { text: /[\p{L}\p{N}]/u.test(tidied) ? tidied : '', corrections };
}

function inLanguage(draft: Draft, language: string): Draft {
  if (/^en\b/.test(language)) return english(draft, language === 'en' || language.startsWith('en-us'));
  return /^de\b/.test(language) ? rewriteAll(draft, GERMAN) : draft;
}

function english(draft: Draft, monthFirst: boolean): Draft {
  const inWords = rewriteAll(draft, [...dateRules(monthFirst), ...AMOUNTS, ...WORDS]);
  return rewrite(inWords, spellInitials(inWords.text));
}
