import type { FieldResult, FileResult } from './document-result.ts';

const HEADINGS = [
  'file',
  'document',
  'class_name',
  'pages',
  'field_name',
  'type',
  'value',
  'error_msg',
  'confidence_model',
  'confidence_ocr',
  'valid',
  'alerts',
] as const;

/** One row a field, as a spreadsheet reads it; no cell can be a formula. */
export function* fieldsCsv(files: readonly FileResult[]): Generator<string> {
  yield rowOf(HEADINGS);
  for (const file of files) {
    for (const [index, document] of file.documents.entries()) {
      const pages = document.page_numbers.map((page) => page + 1).join(' ');
      for (const field of document.fields) {
        yield rowOf([file.input_file_path, String(index), document.class_name ?? '', pages, ...cellsOf(field)]);
      }
    }
  }
}

function cellsOf(field: FieldResult): readonly string[] {
  const { confidence, validations } = field;
  return [
    field.field_name,
    field.type,
    field.value ?? '',
    field.error_msg ?? '',
    confidence.model === null ? '' : String(confidence.model),
    confidence.ocr === null ? '' : String(confidence.ocr),
    String(validations.valid),
    validations.alerts.map(({ msg }) => msg).join(' '),
  ];
}

function rowOf(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(cell)).join(',')}\r\n`;
}

/** An amount below zero may begin with a minus, a text may not: a spreadsheet would calculate it. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) && !/^-\d+(?:\.\d+)?$/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
