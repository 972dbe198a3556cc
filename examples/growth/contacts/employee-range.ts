/** How many people a company has, both ends included; null is open. */
export interface EmployeeRange {
  readonly min: number;
  readonly max: number | null;
}

const UNITS: { readonly [unit: string]: number } = { k: 1000, m: 1_000_000 };
const NUMBER = /(\d[\d.,' ]*)\s*([km]?)\b/giu;

/** Reads `250`, `1,001-5,000`, `51 to 200`, `10k+`; null when there is no number in it. */
export function readEmployees(text: string): EmployeeRange | null {
  const [min, max] = [...text.matchAll(NUMBER)].map(([, digits = '', unit = '']) => readNumber(digits, unit.toLowerCase()));
  if (min === undefined) return null;
  if (max !== undefined) return { min: Math.min(min, max), max: Math.max(min, max) };
  return { min, max: /\+|more|over|>/iu.test(text) ? null : min };
}

function readNumber(digits: string, unit: string): number {
  const scale = UNITS[unit];
  if (scale !== undefined) return Math.round(Number(digits.replace(',', '.').replaceAll(/[' ]/g, '')) * scale);
  return Number(digits.replaceAll(/[.,' ]/g, ''));
}

export function rangesOverlap(a: EmployeeRange, b: EmployeeRange): boolean {
  return a.min <= (b.max ?? Infinity) && b.min <= (a.max ?? Infinity);
}

export function writeEmployees(range: EmployeeRange | null): string {
  if (range === null) return '';
  if (range.max === null) return `${range.min}+`;
  return range.min === range.max ? String(range.min) : `${range.min}-${range.max}`;
}
