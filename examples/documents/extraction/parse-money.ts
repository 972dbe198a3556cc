import { type Parsed, parsed, unparsed } from './parsed.ts';

const AMOUNT = /^(?<sign>[-−(]?)(?<digits>\d[\d.,'\u00a0 ]*)\)?$/;
const MAX_DIGITS = 13;

/** `1,234.50`, `1.234,50`, `EUR 1 234,5` or `£12` as `1234.50`. */
export function parseMoney(text: string): Parsed {
  const bare = text.replaceAll(/\b[A-Z]{3}\b|[€$£¥]/g, '').trim();
  const { sign, digits } = AMOUNT.exec(bare)?.groups ?? {};
  if (digits === undefined) return unparsed(`${JSON.stringify(text)} is not an amount of money.`);
  const found = splitDecimals(digits.trim(), 2);
  if (found === null || found.whole.length > MAX_DIGITS) return unparsed(`${JSON.stringify(text)} is not an amount of money.`);
  const { whole, decimals } = found;
  const value = `${sign === '' ? '' : '-'}${whole}.${decimals.padEnd(2, '0')}`;
  return parsed(value, decimals.length === 2 ? 1 : 0.9);
}

/** `12`, `2.5` or `1,000` without the separators of thousands. */
export function parseNumber(text: string): Parsed {
  const bare = text.trim();
  const found = /^\d[\d.,']*$/.test(bare) ? splitDecimals(bare, 3) : null;
  if (found === null) return unparsed(`${JSON.stringify(text)} is not a number.`);
  return parsed(found.decimals === '' ? found.whole : `${found.whole}.${found.decimals}`, 1);
}

/** Three digits behind a separator are thousands, unless another separator stands before it. */
function splitDecimals(digits: string, mostDecimals: number): { whole: string; decimals: string } | null {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const behind = last === -1 ? '' : digits.slice(last + 1);
  const isDecimal = behind.length > 0 && behind.length <= mostDecimals && behind.length !== 3 && /^\d+$/.test(behind);
  const front = isDecimal ? digits.slice(0, last) : digits;
  if (!/^\d{1,3}(?:[.,'\u00a0 ]\d{3})*$|^\d+$/.test(front)) return null;
  const whole = front.replaceAll(/\D/g, '').replace(/^0+(?=\d)/, '');
  return { whole, decimals: isDecimal ? behind : '' };
}

/** The hundredths of a value that `parseMoney` has made. */
export function centsOf(value: string): number {
  return Math.round(Number(value) * 100);
}
