import type { Line } from '../reading/text-layer.ts';
import { type Classification, classifyText } from './classify-text.ts';

const PAGE_COUNT = /\bpage\s+(\d+)\s*(?:of|\/)\s*(\d+)\b/i;
const NUMBER_AFTER = /\b(?:invoice|order|receipt)\s*(?:number|no|#)\.?:?\s*([A-Z0-9][A-Z0-9-]*\d)/i;

export interface DocumentPages extends Classification {
  /** Counted from 0 within the file. */
  readonly pages: readonly number[];
}

interface PageFacts {
  readonly page: number;
  readonly text: string;
  readonly found: Classification;
  /** From `Page 2 of 3`; null when the page says nothing of the kind. */
  readonly count: { readonly number: number; readonly of: number } | null;
  readonly reference: string | null;
}

/** Puts the pages of a file together to documents, and says what each of them is. */
export function splitPages(linesByPage: readonly (readonly Line[])[]): readonly DocumentPages[] {
  const documents: PageFacts[][] = [];
  for (const [page, lines] of linesByPage.entries()) {
    const facts = factsOf(page, lines);
    const open = documents.at(-1);
    if (open === undefined || beginsAnother(facts, open)) documents.push([facts]);
    else open.push(facts);
  }
  return documents.map((pages) => {
    const [only] = pages;
    const found = pages.length === 1 && only !== undefined ? only.found : classifyText(pages.map(({ text }) => text).join('\n'));
    return { ...found, pages: pages.map(({ page }) => page) };
  });
}

function factsOf(page: number, lines: readonly Line[]): PageFacts {
  const text = lines.map((line) => line.text).join('\n');
  const count = PAGE_COUNT.exec(text);
  return {
    page,
    text,
    found: classifyText(text),
    count: count === null ? null : { number: Number(count[1]), of: Number(count[2]) },
    reference: NUMBER_AFTER.exec(text)?.[1] ?? null,
  };
}

/** What the page says of itself counts most, then another class, then another number of the same kind of document. */
function beginsAnother(page: PageFacts, open: readonly PageFacts[]): boolean {
  const before = open.at(-1)?.count ?? null;
  // The first page often goes without a number.
  if (page.count !== null) return page.count.number !== (before?.number ?? open.length) + 1;
  if (before !== null && before.number >= before.of) return true;
  // A page that says nothing belongs to what lies before it.
  if (page.found.class === null) return false;
  if (page.found.class !== firstOf(open, ({ found }) => found.class)) return true;
  const reference = firstOf(open, (facts) => facts.reference);
  return page.reference !== null && reference !== null && page.reference !== reference;
}

function firstOf<T>(pages: readonly PageFacts[], find: (page: PageFacts) => T | null): T | null {
  for (const page of pages) {
    const found = find(page);
    if (found !== null) return found;
  }
  return null;
}
