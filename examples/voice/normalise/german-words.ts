import { type Rule, replacing } from './rewrite.ts';

/** The synthesiser reads German numbers itself; abbreviations and signs it does not. */
export const GERMAN: readonly Rule[] = [
  replacing(/\bz\.\s?B\./g, 'zum Beispiel'),
  replacing(/\bd\.\s?h\./g, 'das heißt'),
  replacing(/\bu\.\s?a\./g, 'unter anderem'),
  replacing(/\busw\./g, 'und so weiter'),
  replacing(/\bca\.(?=\s)/g, 'circa'),
  replacing(/\bNr\.(?=\s?\d)/g, 'Nummer'),
  replacing(/\bDr\.(?=\s)/g, 'Doktor'),
  replacing(/\bHr\.(?=\s)/g, 'Herr'),
  replacing(/\bFr\.(?=\s)/g, 'Frau'),
  {
    pattern: /(\d+),(\d{2})\s?€/g,
    say: ([, euros = '', cents = '']) => `${euros} Euro ${Number(cents) === 0 ? '' : Number(cents)}`.trimEnd(),
  },
  replacing(/(?<=\d)\s?€/g, ' Euro'),
  replacing(/(?<=\d)\s?%/g, ' Prozent'),
  replacing(/\s?&\s?/g, ' und '),
];
