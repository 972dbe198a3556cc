import { foldText } from '../reading/fold-text.ts';
import { type Line, heightOf } from '../reading/text-layer.ts';
import type { FoundValue } from './found-value.ts';
import { parseValue } from './parse-value.ts';

const TITLES = new Set(['invoice', 'tax invoice', 'rechnung', 'receipt', 'purchase order', 'order', 'statement', 'copy']);
const TOP_SHARE = 0.25;

/** The largest text in the top quarter of the first page that is not the kind of the document. */
export function findLetterhead(lines: readonly Line[], pageHeight: number): readonly FoundValue[] {
  const page = lines[0]?.page ?? 0;
  const cells = lines
    .filter((line) => line.page === page && line.box.top < TOP_SHARE * pageHeight)
    .flatMap((line) => line.cells)
    .filter(({ text }) => !TITLES.has(foldText(text)) && /\p{Letter}{2}/u.test(text));
  const heights = cells.map(({ box }) => heightOf(box)).toSorted((a, b) => a - b);
  const usual = heights[Math.floor(heights.length / 2)] ?? 0;
  const largest = cells.toSorted((a, b) => heightOf(b.box) - heightOf(a.box))[0];
  if (largest === undefined) return [];
  const fit = heightOf(largest.box) > 1.2 * usual ? 0.9 : 0.6;
  return [{ reading: parseValue('text', largest.text), fit, page, words: largest.words }];
}
