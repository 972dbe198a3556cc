import type { DocumentResult, FileResult } from '../results/document-result.ts';

/** The data of a review is limited; what does not fit is counted. */
const MOST_CHARACTERS = 500_000;
const LONGEST_VALUE = 2000;

interface ShownDocument {
  readonly file: string;
  readonly document: number;
  readonly class_name: string | null;
  readonly page_numbers: readonly number[];
  readonly alerts: readonly { readonly field: string; readonly msg: string; readonly type: string }[];
  readonly fields: readonly { readonly field: string; readonly value: string | null; readonly error_msg: string | null }[];
}

export interface ForReview {
  readonly failing_documents: number;
  readonly documents: readonly ShownDocument[];
  /** What was wrong with the corrections that were sent before. */
  readonly problems: readonly string[];
}

export function isFailing({ validations }: DocumentResult): boolean {
  return !validations.final_result_pass;
}

export function countFailing(files: readonly FileResult[]): number {
  return files.reduce((count, { documents }) => count + documents.filter((document) => isFailing(document)).length, 0);
}

/** What the reviewer sees: each document that fails, what is wrong with it, and all of its values. */
export function forReview(files: readonly FileResult[], problems: readonly string[]): ForReview {
  const shown: ShownDocument[] = [];
  let left = MOST_CHARACTERS;
  for (const file of files) {
    for (const [index, document] of file.documents.entries()) {
      if (!isFailing(document)) continue;
      const entry = show(file.input_file_path, index, document);
      left -= JSON.stringify(entry).length;
      if (left >= 0) shown.push(entry);
    }
  }
  return { failing_documents: countFailing(files), documents: shown, problems };
}

function show(file: string, index: number, document: DocumentResult): ShownDocument {
  return {
    file,
    document: index,
    class_name: document.class_name,
    page_numbers: document.page_numbers,
    alerts: document.fields.flatMap((field) => field.validations.alerts.map(({ msg, type }) => ({ field: field.field_name, msg, type }))),
    fields: document.fields.map(({ field_name: field, value, error_msg }) => ({
      field,
      value: value === null ? null : value.slice(0, LONGEST_VALUE),
      error_msg,
    })),
  };
}
