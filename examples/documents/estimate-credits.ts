import type { EstimateOptions } from 'millrace';
import type { DocumentsInput } from './schemas.ts';
import { SHIPPED_PAGES } from './samples/shipped.ts';

/** How many pages a file has shows only when it is opened; most papers have one or two. */
const UPLOADED = { min: 1, expected: 2, max: 50 } as const;

/** One credit a page. */
export function estimateCredits({ files }: Pick<DocumentsInput, 'files'>): EstimateOptions {
  const parts = files.map(({ file }) => {
    if ('$file' in file) return UPLOADED;
    const pages = SHIPPED_PAGES[file.shipped];
    return { min: pages, expected: pages, max: pages };
  });
  const sum = (of: keyof typeof UPLOADED): number => parts.reduce((total, part) => total + part[of], 0);
  const total = { min: sum('min'), expected: sum('expected'), max: sum('max') };
  return { ...total, breakdown: [{ name: 'pages', ...total }] };
}
