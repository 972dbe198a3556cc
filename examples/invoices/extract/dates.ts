const MONTHS = [
  ['january', 'januar', 'jan', 'jänner'],
  ['february', 'februar', 'feb'],
  ['march', 'märz', 'mar', 'mär', 'mrz'],
  ['april', 'apr'],
  ['may', 'mai'],
  ['june', 'juni', 'jun'],
  ['july', 'juli', 'jul'],
  ['august', 'aug'],
  ['september', 'sept', 'sep'],
  ['october', 'oktober', 'oct', 'okt'],
  ['november', 'nov'],
  ['december', 'dezember', 'dec', 'dez'],
] as const;

/** Which comes first in `05/04/2026`. */
export type DateOrder = 'day_first' | 'month_first';

const ISO = /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/u;
const NUMERIC = /\b(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\b/u;
const DAY_MONTH = /\b(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+(\p{L}{3,9})\.?,?[\s-]+(\d{4})\b/u;
const MONTH_DAY = /\b(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/u;

/** The first date of a text as YYYY-MM-DD; null when it has none that exists. */
export function readDate(text: string, order: DateOrder): string | null {
  const iso = ISO.exec(text);
  if (iso !== null) return dayOf(iso[1], iso[2], iso[3]);
  const numeric = NUMERIC.exec(text);
  if (numeric !== null) {
    const [, first, mark, second, year = ''] = numeric;
    const [day, month] = order === 'month_first' && mark !== '.' ? [second, first] : [first, second];
    return dayOf(year.length === 2 ? `20${year}` : year, month, day);
  }
  const dayMonth = DAY_MONTH.exec(text);
  if (dayMonth !== null) return dayOf(dayMonth[3], monthOf(dayMonth[2]), dayMonth[1]);
  const monthDay = MONTH_DAY.exec(text);
  return monthDay === null ? null : dayOf(monthDay[3], monthOf(monthDay[1]), monthDay[2]);
}

/** A date of the document that can only be read one way decides for all of them; else American money means American dates. */
export function dateOrderOf(text: string, currency: string | null): DateOrder {
  for (const [, first = '', , second = ''] of text.matchAll(new RegExp(NUMERIC, 'gu'))) {
    if (Number(first) > 12) return 'day_first';
    if (Number(second) > 12) return 'month_first';
  }
  return currency === 'USD' ? 'month_first' : 'day_first';
}

export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function monthOf(word = ''): string {
  return String(MONTHS.findIndex((names) => names.some((name) => name === word.toLowerCase())) + 1);
}

function dayOf(year = '', month = '', day = ''): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : text;
}
