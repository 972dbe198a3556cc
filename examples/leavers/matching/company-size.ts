/** How many people work somewhere, as a range; `max` is null when it is open upwards. */
export interface SizeRange {
  readonly min: number;
  readonly max: number | null;
}

const NUMBER = String.raw`(\d+(?:[.,'’\u00A0\u202F ]\d{3})*(?:[.,]\d+)?)\s*([km])?`;
const RANGE = new RegExp(String.raw`^\D*?${NUMBER}\s*(?:-|–|—|to|bis|à|a)\s*${NUMBER}`, 'iu');
const SINGLE = new RegExp(String.raw`^\D*?${NUMBER}\s*(\+)?`, 'iu');

/** Reads `51-200`, `1,001–5,000 employees`, `10.001+`, `5k-10k`, `> 500` and `250`. Null when the text holds no number. */
export function parseCompanySize(text: string): SizeRange | null {
  const range = RANGE.exec(text);
  if (range !== null) {
    const min = toNumber(range[1], range[2] ?? (Number(range[1]) < Number(range[3]) ? range[4] : undefined));
    const max = toNumber(range[3], range[4]);
    return min <= max ? { min, max } : { min: max, max: min };
  }
  const single = SINGLE.exec(text);
  if (single === null) return null;
  const count = toNumber(single[1], single[2]);
  if (/^\s*(?:<|under|fewer|less|up to|bis)/iu.test(text)) return { min: 0, max: count };
  const isOpen = single[3] === '+' || /^\s*(?:>|over|more|from|ab|mehr)/iu.test(text);
  return { min: count, max: isOpen ? null : count };
}

/** True when some size is in both ranges. */
export function sizesOverlap(size: SizeRange, wanted: { readonly min?: number | undefined; readonly max?: number | undefined }): boolean {
  return (wanted.max === undefined || size.min <= wanted.max) && (wanted.min === undefined || size.max === null || size.max >= wanted.min);
}

const FACTORS = new Map([
  ['k', 1000],
  ['m', 1_000_000],
]);

function toNumber(digits: string | undefined, unit: string | undefined): number {
  const factor = FACTORS.get(unit?.toLowerCase() ?? '') ?? 1;
  const grouped = (digits ?? '').replaceAll(/[.,'’\u00A0\u202F ](?=\d{3}(?!\d))/gu, '');
  return Math.round(Number(grouped.replace(',', '.')) * factor);
}
