import { type Parsed, parsed, unparsed } from './parsed.ts';

const MONTHS = [
  ['jan'],
  ['feb'],
  ['mar', 'mär', 'mrz'],
  ['apr'],
  ['may', 'mai'],
  ['jun'],
  ['jul'],
  ['aug'],
  ['sep'],
  ['oct', 'okt'],
  ['nov'],
  ['dec', 'dez'],
] as const;

const TIME = /[,\s]+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?$/i;

/** A day as `2026-03-14`. A date that can be read in two ways is none. */
export function parseDate(text: string): Parsed {
  const bare = text.trim().replace(TIME, '');
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(bare);
  if (iso !== null) return day(text, { year: iso[1], month: Number(iso[2]), day: iso[3] }, 1);
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?\.?\s+(\p{Letter}{3,})\.?,?\s+(\d{4})$/u.exec(bare);
  if (dayFirst !== null) return day(text, { year: dayFirst[3], month: monthOf(dayFirst[2]), day: dayFirst[1] }, 1);
  const monthFirst = /^(\p{Letter}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u.exec(bare);
  if (monthFirst !== null) return day(text, { year: monthFirst[3], month: monthOf(monthFirst[1]), day: monthFirst[2] }, 1);
  const dots = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(bare);
  if (dots !== null) return day(text, { year: dots[3], month: Number(dots[2]), day: dots[1] }, 0.97);
  return slashes(text, /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(bare));
}

/** Some write the day first and some the month; only a number above 12, or the same number twice, tells. */
function slashes(text: string, match: RegExpExecArray | null): Parsed {
  if (match === null) return unparsed(`${JSON.stringify(text)} is not a date.`);
  const [, first, second, year] = match;
  if (Number(first) <= 12 && Number(second) <= 12 && first !== second) {
    return unparsed(`${JSON.stringify(text)} can be read as two different days.`);
  }
  const isDayFirst = Number(first) > 12;
  return day(text, { year, month: Number(isDayFirst ? second : first), day: isDayFirst ? first : second }, 0.95);
}

function monthOf(word: string | undefined): number {
  const start = (word ?? '').toLowerCase().slice(0, 3);
  return MONTHS.findIndex((names) => names.some((name) => name === start)) + 1;
}

interface Parts {
  readonly year: string | undefined;
  readonly month: number;
  readonly day: string | undefined;
}

function day(text: string, parts: Parts, certainty: number): Parsed {
  const value = [parts.year, String(parts.month).padStart(2, '0'), (parts.day ?? '').padStart(2, '0')].join('-');
  const time = Date.parse(`${value}T00:00:00Z`);
  const exists = Number.isFinite(time) && new Date(time).toISOString().startsWith(value);
  return exists ? parsed(value, certainty) : unparsed(`${JSON.stringify(text)} is not a day of the calendar.`);
}
