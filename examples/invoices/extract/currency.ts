import type { Line } from '../documents/line.ts';

const SYMBOLS = new Map([
  ['€', 'EUR'],
  ['$', 'USD'],
  ['£', 'GBP'],
  ['¥', 'JPY'],
  ['zł', 'PLN'],
  ['Kč', 'CZK'],
]);
const MARK = /\b(?:EUR|USD|GBP|CHF|JPY|PLN|CZK|SEK|DKK|NOK|CAD|AUD)\b|[€$£¥]|zł|Kč/gu;

/** The currency that is named most often, by sign or by code. */
export function currencyOf(lines: readonly Line[]): string | null {
  const counts = new Map<string, number>();
  for (const { text } of lines) {
    for (const [mark] of text.matchAll(MARK)) {
      const code = SYMBOLS.get(mark) ?? mark;
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
