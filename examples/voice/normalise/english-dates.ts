import { cardinal, ordinal, year } from './number-words.ts';
import type { Rule } from './rewrite.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const MONTH = String.raw`(Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)`;
const DAY = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const YEAR = String.raw`(\d{4})`;

/** Dates and times of day. In the United States `3/4/2026` is in March, elsewhere in April. */
export function dateRules(monthFirst: boolean): readonly Rule[] {
  return [
    { pattern: /\b(\d{4})-(\d{2})-(\d{2})\b/g, say: ([, y = '', m = '', d = '']) => spoken(Number(m), Number(d), y) },
    {
      pattern: /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/g,
      say: ([, a = '', b = '', y = '']) => (monthFirst ? spoken(Number(a), Number(b), y) : spoken(Number(b), Number(a), y)),
    },
    {
      pattern: new RegExp(String.raw`\b${MONTH}\s+${DAY}(?:,?\s+${YEAR})?\b(?![:.,]?\d)`, 'g'),
      say: ([, m = '', d = '', y]) => spoken(monthNumber(m), Number(d), y ?? null),
    },
    {
      pattern: new RegExp(String.raw`\b${DAY}\s+${MONTH}(?:,?\s+${YEAR})?\b`, 'g'),
      say: ([, d = '', m = '', y]) => spoken(monthNumber(m), Number(d), y ?? null),
    },
    {
      pattern: new RegExp(String.raw`\b${MONTH}\s+${YEAR}\b`, 'g'),
      say: ([, m = '', y = '']) => `${MONTHS[monthNumber(m) - 1] ?? m} ${year(Number(y))}`,
    },
    { pattern: /\b(\d{1,2}):(\d{2})(?:\s*([ap])(?:\.m\.|m\b))?/gi, say: ([, h = '', m = '', half]) => spokenTime(h, m, half) },
    { pattern: /\b(\d{1,2})\s*([ap])(?:\.m\.|m\b)/gi, say: ([, h = '', half]) => spokenTime(h, '00', half) },
    { pattern: /\b((?:1[1-9]|20)\d0)s\b/g, say: ([, y = '']) => decade(Number(y)) },
    {
      pattern: /\b(in|since|by|until|before|after|year|from|of)\s+(1[1-9]\d{2}|20\d{2})\b(?!\s*(?:[-%$€£]|[.,]\d))/gi,
      say: ([, word = '', y = '']) => `${word} ${year(Number(y))}`,
    },
  ];
}

function spoken(month: number, day: number, written: string | null): string | null {
  const name = MONTHS[month - 1];
  if (name === undefined || day < 1 || day > 31) return null;
  return `${name} ${ordinal(day)}${written === null ? '' : `, ${year(Number(written))}`}`;
}

function decade(first: number): string {
  const words = year(first);
  return words.endsWith('y') ? `${words.slice(0, -1)}ies` : `${words}s`;
}

function monthNumber(written: string): number {
  return MONTHS.findIndex((name) => name.toLowerCase().startsWith(written.slice(0, 3).toLowerCase())) + 1;
}

function spokenTime(hours: string, minutes: string, half: string | undefined): string | null {
  const [h, m] = [Number(hours), Number(minutes)];
  if (h > 23 || m > 59) return null;
  const suffix = half === undefined ? '' : ` ${half.toUpperCase()} M`;
  if (m === 0) return `${cardinal(h)}${suffix === '' ? ` o'clock` : suffix}`;
  return `${cardinal(h)} ${m < 10 ? `oh ${cardinal(m)}` : cardinal(m)}${suffix}`;
}
