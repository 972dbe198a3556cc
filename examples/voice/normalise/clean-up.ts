import { type Rule, replacing } from './rewrite.ts';

/** What holds in every language: things that are written but not said, and addresses. The order matters. */
export const CLEAN_UP: readonly Rule[] = [
  replacing(/<[^<>]{1,200}>/g, ' '),
  replacing(/\[[^[\]]{0,200}\]/g, ' '),
  {
    pattern: /\bhttps?:\/\/(?:www\.)?([\w-]+(?:\.[\w-]+)*)(?:[/?#:]\S*?)?(?=[.,;!?]*(?:\s|$))/gi,
    say: (match) => spellAddress(match[1] ?? ''),
  },
  { pattern: /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, say: (match) => spellAddress(match[0]) },
  replacing(/[\p{Extended_Pictographic}\u{FE0F}\u{200D}]+/gu, ' '),
  replacing(/[\u{00AD}\u{200B}\u{2060}\u{FEFF}]+/gu, ''),
  replacing(/[*_#~`|^\\{}]+(?!\d)/g, ' '),
  replacing(/[‘’]/g, "'"),
  replacing(/[“”„«»]/g, '"'),
  { pattern: /([!?,;:])\1+/g, say: ([, mark = '']) => mark },
  replacing(/\.{4,}/g, '...'),
];

/** White space is put in order without being counted: nobody hears it. */
export function tidySpaces(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[,;:!?](?:\s|$))/g, '')
    .trim();
}

function spellAddress(address: string): string {
  return address
    .replace(/[.-]+$/, '')
    .replaceAll('@', ' at ')
    .replaceAll('.', ' dot ')
    .replaceAll('-', ' dash ')
    .replaceAll('_', ' underscore ');
}
