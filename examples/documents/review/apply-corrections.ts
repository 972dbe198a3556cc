import type { FieldType } from '../extraction/field-spec.ts';
import { CLASS_FIELDS } from '../extraction/class-fields.ts';
import { readLineItems } from '../extraction/line-item.ts';
import { parseValue } from '../extraction/parse-value.ts';
import type { DocumentResult, FieldResult, FileResult } from '../results/document-result.ts';
import { validateDocument } from '../validation/validate-document.ts';
import type { Correction } from './correction.ts';

export interface Reviewer {
  readonly userId: string;
  readonly timestamp: string;
}

export type Corrected =
  | { readonly ok: true; readonly files: readonly FileResult[] }
  /** Which corrections cannot be applied; none of them was then. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** Puts the corrections into the fields, notes who wrote them and when, and checks the documents again. */
export function applyCorrections(files: readonly FileResult[], corrections: readonly Correction[], reviewer: Reviewer): Corrected {
  const problems: string[] = [];
  let corrected = files;
  for (const correction of corrections) {
    const result = applyOne(corrected, correction, reviewer);
    if (typeof result === 'string') problems.push(result);
    else corrected = result;
  }
  return problems.length === 0 ? { ok: true, files: corrected } : { ok: false, problems };
}

function applyOne(files: readonly FileResult[], correction: Correction, reviewer: Reviewer): readonly FileResult[] | string {
  const { file: name, document: index, field: fieldName } = correction;
  const file =
    files.find((candidate) => candidate.input_file_path === name) ?? files.find((candidate) => candidate.original_file_name === name);
  if (file === undefined) return `There is no file ${JSON.stringify(name)}.`;
  const document = file.documents[index];
  if (document === undefined) return `The file ${JSON.stringify(name)} has no document ${index}; the first is 0.`;
  const field = document.fields.find((candidate) => candidate.field_name === fieldName);
  if (field === undefined) return `Document ${index} of ${JSON.stringify(name)} has no field ${JSON.stringify(fieldName)}.`;
  const value = normalValue(document, field, correction.value);
  if (!value.ok) return `${fieldName} of ${JSON.stringify(name)}: ${value.problem}`;
  const fields = document.fields.map((other) => (other === field ? edited(field, value.value, reviewer) : other));
  const documents = file.documents.with(index, validateDocument({ ...document, fields, review_completed: true }));
  return files.with(files.indexOf(file), { ...file, documents });
}

type Normal = { readonly ok: true; readonly value: string | null } | { readonly ok: false; readonly problem: string };

function normalValue({ class_name: className }: DocumentResult, field: FieldResult, value: string | null): Normal {
  if (value === null) return { ok: true, value };
  const type = typeOf(className, field.field_name);
  if (type === 'table' && readLineItems(value) === null) {
    return { ok: false, problem: 'the rows must be JSON: [{"description", "quantity", "unit_price", "amount"}], amounts as "1234.50".' };
  }
  return parseValue(type, value);
}

function typeOf(className: DocumentResult['class_name'], field: string): FieldType {
  const specs = className === null ? [] : CLASS_FIELDS[className];
  return specs.find(({ name }) => name === field)?.type ?? 'text';
}

/** What a person wrote is no guess of the machine, so it carries no confidence of one. */
function edited(field: FieldResult, value: string | null, { userId, timestamp }: Reviewer): FieldResult {
  const message = `Changed ${field.field_name} from ${JSON.stringify(field.value)} to ${JSON.stringify(value)}`;
  return {
    ...field,
    value,
    error_msg: null,
    confidence: { model: null, ocr: null },
    edit_history: [...field.edit_history, { timestamp, user_id: userId, modifications: [{ message }] }],
  };
}
