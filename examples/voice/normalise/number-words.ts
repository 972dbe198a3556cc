const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES = ['', ' thousand', ' million', ' billion', ' trillion'];
const IRREGULAR_ORDINALS: ReadonlyMap<string, string> = new Map([
  ['one', 'first'],
  ['two', 'second'],
  ['three', 'third'],
  ['five', 'fifth'],
  ['eight', 'eighth'],
  ['nine', 'ninth'],
  ['twelve', 'twelfth'],
]);

/** The longest whole number that is read as one; longer ones are read digit by digit. */
const LONGEST_NUMBER = 15;

/** 1234 is `one thousand two hundred thirty-four`. For whole numbers from 0 of up to 15 digits. */
export function cardinal(value: number): string {
  if (value === 0) return 'zero';
  const groups: string[] = [];
  for (let rest = value, scale = 0; rest > 0; rest = Math.floor(rest / 1000), scale++) {
    if (rest % 1000 > 0) groups.unshift(`${belowThousand(rest % 1000)}${SCALES[scale] ?? ''}`);
  }
  return groups.join(' ');
}

function belowThousand(value: number): string {
  const hundreds = value >= 100 ? `${SMALL[Math.floor(value / 100)] ?? ''} hundred` : '';
  const rest = value % 100;
  if (rest === 0) return hundreds;
  return hundreds === '' ? belowHundred(rest) : `${hundreds} ${belowHundred(rest)}`;
}

function belowHundred(value: number): string {
  if (value < 20) return SMALL[value] ?? '';
  const tens = TENS[Math.floor(value / 10)] ?? '';
  return value % 10 === 0 ? tens : `${tens}-${SMALL[value % 10] ?? ''}`;
}

/** 23 is `twenty-third`. */
export function ordinal(value: number): string {
  const words = cardinal(value);
  const last = /[a-z]+$/.exec(words)?.[0] ?? '';
  const ending = IRREGULAR_ORDINALS.get(last) ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return `${words.slice(0, words.length - last.length)}${ending}`;
}

/** 1999 is `nineteen ninety-nine`, 2005 `two thousand five`, 1905 `nineteen oh five`. */
export function year(value: number): string {
  const century = Math.floor(value / 100);
  const rest = value % 100;
  if (value < 1000 || value > 9999 || (century % 10 === 0 && rest < 10)) return cardinal(value);
  if (rest === 0) return `${cardinal(century)} hundred`;
  return `${cardinal(century)} ${rest < 10 ? `oh ${cardinal(rest)}` : cardinal(rest)}`;
}

/** `407` is `four zero seven`; anything that is no digit is left out. */
export function digitByDigit(text: string): string {
  return Array.from(text.matchAll(/\d/g), ([digit]) => SMALL[Number(digit)] ?? '').join(' ');
}

/** A number as it is written in English: thousands with commas, a decimal point, perhaps a sign. */
export function spokenNumber(written: string): string {
  const sign = /^[-−]/.test(written) ? 'minus ' : '';
  const [whole = '', fraction] = written
    .replace(/^[-−+]/, '')
    .replaceAll(',', '')
    .split('.');
  const words = whole.length > LONGEST_NUMBER || /^0\d/.test(whole) ? digitByDigit(whole) : cardinal(Number(whole));
  return `${sign}${words}${fraction === undefined ? '' : ` point ${digitByDigit(fraction)}`}`;
}
