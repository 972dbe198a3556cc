import { foldWords, loosenWord } from './fold-text.ts';

/** One word of a name: as folded (for tables of names) and loosened (for comparing spellings). */
export interface NameWord {
  readonly folded: string;
  readonly loose: string;
}

export interface PersonName {
  /** As it was written, tidied. */
  readonly display: string;
  /** Given names first, as far as the source says which is which. */
  readonly words: readonly NameWord[];
}

const HONORIFICS = new Set(
  'mr mrs ms miss mx dr drs prof professor doctor herr frau dipl ing mag sir dame madame monsieur mme mlle sr sra srta don dona dott dottssa sig sigra ir rev'.split(
    ' ',
  ),
);
const CREDENTIALS = new Set(
  'phd md mba msc bsc ma ba llm llb jd cpa cfa cma acca pmp csm cissp esq rn pe ing mag dds mph shrm scp cphr jr sr junior senior ii iii iv he him she her they them'.split(
    ' ',
  ),
);
const PARTICLES = new Set(
  'de da do di du del della dos das la le van von vom zu zur der den ter ten op af av el al bin ibn y e und'.split(' '),
);
const REMARKS = /\([^)]*\)|\[[^\]]*\]|"[^"]*"|[“„][^”“]*[”“]/gu;

/** Reads a name out of what the source has: a full name in any order, or its parts. Null when no word is left. */
export function parsePersonName(source: { readonly full: string; readonly given: string; readonly family: string }): PersonName | null {
  const display = tidy(source.given === '' && source.family === '' ? source.full : `${source.given} ${source.family}`);
  const words =
    source.given === '' && source.family === '' ? wordsOfFullName(source.full) : [...nameWords(source.given), ...nameWords(source.family)];
  const core = withoutParticles(withoutTitles(words));
  if (core.length === 0) return null;
  return { display, words: core.map((folded) => ({ folded, loose: loosenWord(folded) })) };
}

function wordsOfFullName(full: string): readonly string[] {
  const parts = full.split(/[,;|]/u).map(nameWords);
  const [family = [], ...others] = parts.filter((words, index) => index === 0 || !words.every((word) => CREDENTIALS.has(word)));
  const [given = []] = others;
  return [...given, ...family];
}

function nameWords(text: string): readonly string[] {
  return joinScottish(foldWords(withoutDots(text.replaceAll(REMARKS, ' '))));
}

/** `J.P. Morgan` has two initials, `Ph.D.` is one word. */
function withoutDots(text: string): string {
  return text.replaceAll(/\b(Ph|M|B|LL)\.\s?(D|A|Sc|B|M)\b\.?/gu, '$1$2');
}

function joinScottish(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    if (before === 'mc' || before === 'mac') joined[joined.length - 1] = before + word;
    else joined.push(word);
  }
  return joined;
}

function withoutTitles(words: readonly string[]): readonly string[] {
  let start = 0;
  let end = words.length;
  while (end - start > 1 && HONORIFICS.has(words[start] ?? '')) start++;
  while (end - start > 2 && CREDENTIALS.has(words[end - 1] ?? '')) end--;
  return words.slice(start, end);
}

function withoutParticles(words: readonly string[]): readonly string[] {
  const core = words.filter((word) => !PARTICLES.has(word));
  return core.length >= 2 ? core : words;
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
