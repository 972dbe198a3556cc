import type { DocumentPages } from '../classes/split-pages.ts';
import type { Line, Page } from '../reading/text-layer.ts';
import type { ExtractedDocument } from '../results/document-result.ts';
import { CLASS_FIELDS } from './class-fields.ts';
import { extractField } from './extract-field.ts';

/** The fields of one document of a file; none when no class fits. */
export function extractDocument(
  { class: className, confidence, pages: numbers }: DocumentPages,
  pages: readonly Page[],
  linesByPage: readonly (readonly Line[])[],
): ExtractedDocument {
  const specs = className === null ? [] : CLASS_FIELDS[className];
  const text = {
    lines: numbers.flatMap((page) => linesByPage[page] ?? []),
    pageHeight: pages[numbers[0] ?? 0]?.height ?? 0,
    labels: specs.flatMap(({ find }) => (find.by === 'label' ? find.labels : [])),
  };
  return {
    class_name: className,
    page_numbers: numbers,
    page_layouts: numbers.map((page) => ({ page_number: page, width: pages[page]?.width ?? 0, height: pages[page]?.height ?? 0 })),
    classification_confidence: { model: confidence },
    fields: specs.map((spec) => extractField(spec, text)),
  };
}
