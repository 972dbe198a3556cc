import { digitByDigit, ordinal, spokenNumber } from './number-words.ts';
import type { Rule } from './rewrite.ts';

interface Currency {
  readonly one: string;
  readonly many: string;
  readonly cent: string;
  readonly cents: string;
}

const DOLLAR: Currency = { one: 'dollar', many: 'dollars', cent: 'cent', cents: 'cents' };
const EURO: Currency = { one: 'euro', many: 'euros', cent: 'cent', cents: 'cents' };
const POUND: Currency = { one: 'pound', many: 'pounds', cent: 'penny', cents: 'pence' };
const YEN: Currency = { one: 'yen', many: 'yen', cent: 'sen', cents: 'sen' };
const CURRENCIES: ReadonlyMap<string, Currency> = new Map([
  ...([
    ['$', DOLLAR],
    ['USD', DOLLAR],
    ['US$', DOLLAR],
    ['€', EURO],
    ['EUR', EURO],
  ] as const),
  ...([
    ['£', POUND],
    ['GBP', POUND],
    ['¥', YEN],
    ['JPY', YEN],
  ] as const),
]);
const NUMBER = String.raw`(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)`;
const SCALE_WORDS: ReadonlyMap<string, string> = new Map([
  ['k', 'thousand'],
  ['m', 'million'],
  ['bn', 'billion'],
]);
const UNITS: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  ['km/h', ['kilometer per hour', 'kilometers per hour']],
  ['km', ['kilometer', 'kilometers']],
  ['cm', ['centimeter', 'centimeters']],
  ['mm', ['millimeter', 'millimeters']],
  ['m', ['meter', 'meters']],
  ['kg', ['kilogram', 'kilograms']],
  ['g', ['gram', 'grams']],
  ['lb', ['pound', 'pounds']],
  ['lbs', ['pound', 'pounds']],
  ['oz', ['ounce', 'ounces']],
  ['ft', ['foot', 'feet']],
  ['mi', ['mile', 'miles']],
  ['mph', ['mile per hour', 'miles per hour']],
  ['min', ['minute', 'minutes']],
  ['h', ['hour', 'hours']],
  ['s', ['second', 'seconds']],
  ['ms', ['millisecond', 'milliseconds']],
  ['GB', ['gigabyte', 'gigabytes']],
  ['MB', ['megabyte', 'megabytes']],
  ['kHz', ['kilohertz', 'kilohertz']],
  ['Hz', ['hertz', 'hertz']],
  ['°C', ['degree Celsius', 'degrees Celsius']],
  ['°F', ['degree Fahrenheit', 'degrees Fahrenheit']],
]);

/** Money, percentages, units, ordinals and all other numbers, the most telling first. */
export const AMOUNTS: readonly Rule[] = [
  {
    pattern: new RegExp(
      String.raw`(US\$|[$€£¥]|\b(?:USD|EUR|GBP|JPY)\s)\s?${NUMBER}(?:(\s(?:thousand|million|billion|trillion)\b)|(k|m|bn)\b)?`,
      'g',
    ),
    say: ([, sign = '', number = '', word, letter]) =>
      money(CURRENCIES.get(sign.trim()) ?? DOLLAR, number, word?.trim() ?? SCALE_WORDS.get(letter ?? '')),
  },
  {
    pattern: new RegExp(String.raw`${NUMBER}\s?(€|£|¥|USD\b|EUR\b|GBP\b|JPY\b)`, 'g'),
    say: ([, number = '', sign = '']) => money(CURRENCIES.get(sign) ?? DOLLAR, number, undefined),
  },
  { pattern: /\b\d+(?:\.\d+){2,}\b/g, say: ([number]) => number.split('.').map(spokenNumber).join(' point ') },
  { pattern: /(?<![\d.])\b\d{3}-\d{3}-\d{4}\b|\b\d{3}-\d{4}\b(?!-)/g, say: ([number]) => telephone(number) },
  { pattern: new RegExp(String.raw`\b${NUMBER}\s?[-–]\s?(?=\d)`, 'g'), say: ([, number = '']) => `${spokenNumber(number)} to ` },
  { pattern: new RegExp(String.raw`([-−]?)${NUMBER}\s?%`, 'g'), say: ([, sign = '', n = '']) => `${spokenNumber(sign + n)} percent` },
  {
    pattern: new RegExp(String.raw`(?<![\w.])([-−]?)${NUMBER}\s?(km\/h|°C|°F|kHz|[a-zA-Z]{1,3})\b(?!\.\w)`, 'g'),
    say: ([, sign = '', number = '', unit = '']) => measure(sign + number, unit),
  },
  { pattern: /\b(\d+)(?:st|nd|rd|th)\b/g, say: ([, number = '']) => (number.length > 9 ? null : ordinal(Number(number))) },
  { pattern: /(?:#|\bNo\.\s?)(?=\d)/g, say: () => 'number ' },
  {
    pattern: new RegExp(String.raw`(?<![\w.])([-−]?)${NUMBER}(?![\w])`, 'g'),
    say: ([, sign = '', number = '']) => spokenNumber(sign + number),
  },
];

function money(currency: Currency, number: string, scale: string | undefined): string {
  if (scale !== undefined) return `${spokenNumber(number)} ${scale} ${currency.many}`;
  const [whole = '', fraction = ''] = number.replaceAll(',', '').split('.');
  if (fraction.length > 2) return `${spokenNumber(number)} ${currency.many}`;
  const cents = Number(fraction.padEnd(2, '0'));
  const main = `${spokenNumber(whole)} ${Number(whole) === 1 ? currency.one : currency.many}`;
  if (cents === 0) return main;
  const small = `${spokenNumber(String(cents))} ${cents === 1 ? currency.cent : currency.cents}`;
  return Number(whole) === 0 ? small : `${main} and ${small}`;
}

function measure(number: string, unit: string): string | null {
  const names = UNITS.get(unit);
  return names === undefined ? null : `${spokenNumber(number)} ${/^[-−]?1$/.test(number) ? names[0] : names[1]}`;
}

function telephone(number: string): string {
  return number.split('-').map(digitByDigit).join(', ');
}
