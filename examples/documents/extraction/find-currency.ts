import type { Line, Word } from '../reading/text-layer.ts';
import type { FoundValue } from './found-value.ts';
import { parsed } from './parsed.ts';

const CODES = new Set(['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'CAD', 'AUD', 'JPY']);
/** Several countries call their money by the same sign. */
const SIGNS: readonly (readonly [sign: string, code: string, certainty: number])[] = [
  ['€', 'EUR', 1],
  ['£', 'GBP', 0.95],
  ['$', 'USD', 0.7],
  ['¥', 'JPY', 0.7],
];

/** Every currency that is written beside an amount, by its code or sign. */
export function findCurrencies(lines: readonly Line[]): readonly FoundValue[] {
  return lines.flatMap((line) =>
    line.cells.flatMap(({ words }) =>
      words.flatMap((word, index) => {
        const found = currencyOf(word, words[index + 1], words[index - 1]);
        return found === null ? [] : [{ ...found, fit: 1, page: line.page, words: [word] }];
      }),
    ),
  );
}

function currencyOf({ text }: Word, next: Word | undefined, before: Word | undefined): Pick<FoundValue, 'reading'> | null {
  if (CODES.has(text)) return isAmount(next) || isAmount(before) ? { reading: parsed(text, 1) } : null;
  const sign = SIGNS.find(([symbol]) => text.includes(symbol));
  if (sign === undefined || !(/\d/.test(text) || isAmount(next) || isAmount(before))) return null;
  return { reading: parsed(sign[1], sign[2]) };
}

function isAmount(word: Word | undefined): boolean {
  return word !== undefined && /^\d[\d.,]*$/.test(word.text);
}
