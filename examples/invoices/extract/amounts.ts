import type { Line } from '../documents/line.ts';

/** What stands before the cents: `1.234,56` or `1,234.56`. */
export type DecimalMark = ',' | '.';

const MONEY = /(?<![\d.,])\d{1,3}(?:[.,'’\u00A0\u202F ]?\d{3})*([.,])\d{2}(?![\d.,])/gu;
const NUMBER = /\d+(?:[.,'’\u00A0\u202F ]\d{3}(?!\d))*(?:[.,]\d+)?/u;

/** The decimal mark that most amounts of a document are written with. */
export function decimalMarkOf(lines: readonly Line[]): DecimalMark {
  const marks = lines.flatMap(({ cells }) => cells.flatMap(({ text }) => [...text.matchAll(MONEY)].map((match) => match[1])));
  return marks.filter((mark) => mark === ',').length * 2 > marks.length ? ',' : '.';
}

/** The first number of a text; null when it has none. Brackets and a minus on either side make it negative. */
export function readAmount(text: string, mark: DecimalMark): number | null {
  const found = NUMBER.exec(text);
  if (found === null) return null;
  const digits = mark === ',' ? found[0].replaceAll(/[^\d,]/gu, '').replace(',', '.') : found[0].replaceAll(/[^\d.]/gu, '');
  const value = Number(digits);
  if (!Number.isFinite(value)) return null;
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  const isNegative = /[-−(]\s*\D{0,4}$/u.test(before) || /^\s*[-−](?!\w)/u.test(after);
  return isNegative ? -value : value;
}

/** Whole cents. */
export function roundMoney(value: number): number {
  return Math.round((value + Number.EPSILON) * 100) / 100;
}

/** Equal up to half a cent. */
export function isSameMoney(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.0051;
}
