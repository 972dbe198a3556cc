import { z } from 'zod';
import type { Json, JsonObject } from '../../domain/json.ts';
import { fieldName } from './field-name.ts';

/** What of the results was asked for beyond values. What was not asked for is left out. */
export interface ResultFlags {
  readonly review: boolean;
  readonly confidence: boolean;
  readonly validation: boolean;
  readonly source: boolean;
}

/** What a field that has failed has for a value. */
const FAILED = 'ERROR';

/** What is missing or of another type is as good as this. */
function otherwise<S extends z.ZodType>(schema: S, fallback: z.output<S>): z.ZodCatch<S> {
  return schema.catch(() => fallback);
}

/** What is missing or of another type is an empty list. */
function listOf<S extends z.ZodType>(entry: S): z.ZodCatch<z.ZodArray<S>> {
  return z.array(entry).catch(() => []);
}

const text = otherwise(z.string(), '');
const optionalText = otherwise(z.string().nullable(), null);
const number = otherwise(z.number(), 0);
const whole = otherwise(z.int(), 0);
const score = otherwise(z.number().nullable(), null);

const Coordinates = z.object({ top_x: number, top_y: number, bottom_x: number, bottom_y: number, page_number: whole });
const Edit = z.object({ timestamp: text, user_id: text, modifications: listOf(z.object({ message: text })) });
const Alert = z.object({ msg: text, blocked: otherwise(z.boolean(), false), type: text, locations: listOf(Coordinates) });

const Field = z.object({
  field_name: text,
  value: otherwise(z.json(), null),
  type: otherwise(z.string(), 'text'),
  error_msg: optionalText,
  source_coordinates: listOf(Coordinates),
  confidence: otherwise(z.object({ model: score, ocr: score }), { model: null, ocr: null }),
  validations: otherwise(z.object({ valid: otherwise(z.boolean(), true), alerts: listOf(Alert) }), { valid: true, alerts: [] }),
  edit_history: listOf(Edit),
});

const Document = z.object({
  class_name: optionalText,
  page_numbers: listOf(z.int()),
  page_layouts: listOf(z.object({ page_number: whole, width: number, height: number })),
  classification_confidence: otherwise(z.object({ model: score }), { model: null }),
  fields: listOf(Field),
  validations: otherwise(z.object({ final_result_pass: otherwise(z.boolean(), true) }), { final_result_pass: true }),
  review_completed: otherwise(z.boolean(), false),
  class_edit_history: listOf(Edit),
  post_processed_paths: listOf(z.string()),
  post_processed_pdf_path: optionalText,
});

/** A row of results, read for what it has. */
const File = otherwise(
  z.object({ original_file_name: text, input_file_path: text, error_msg: optionalText, documents: listOf(Document) }),
  { original_file_name: '', input_file_path: '', error_msg: null, documents: [] },
);

export type ResultFile = z.output<typeof File>;

export function readFile(row: Json): ResultFile {
  return File.parse(row);
}

export interface FileView {
  readonly flags: ResultFlags;
  /** Names of types of fields, where they differ: ours to theirs. */
  readonly types: { readonly [type: string]: string };
}

export function presentFile({ original_file_name, input_file_path, documents }: ResultFile, view: FileView): JsonObject {
  return { original_file_name, input_file_path, documents: documents.map((document) => presentDocument(document, view)) };
}

/** Pages of a document count from 1; those of layouts and coordinates from 0, as in the rows. */
function presentDocument(document: z.output<typeof Document>, view: FileView): JsonObject {
  const { review, confidence, validation, source } = view.flags;
  return {
    class_name: document.class_name,
    page_numbers: document.page_numbers.map((page) => page + 1),
    ...(source
      ? {
          page_layouts: document.page_layouts,
          post_processed_paths: document.post_processed_paths,
          post_processed_pdf_path: document.post_processed_pdf_path,
        }
      : {}),
    fields: document.fields.map((field) => presentField(field, view)),
    ...(review ? { review_completed: document.review_completed, class_edit_history: document.class_edit_history } : {}),
    ...(validation ? { validations: document.validations } : {}),
    ...(confidence ? { classification_confidence: document.classification_confidence } : {}),
  };
}

function presentField(field: z.output<typeof Field>, { flags, types }: FileView): JsonObject {
  const { review, confidence, validation, source } = flags;
  return {
    field_name: fieldName(field.field_name),
    value: field.error_msg === null ? textOf(field.value) : FAILED,
    type: Object.hasOwn(types, field.type) ? (types[field.type] ?? field.type) : field.type,
    error_msg: field.error_msg,
    ...(source ? { source_coordinates: field.source_coordinates } : {}),
    ...(review ? { edit_history: field.edit_history } : {}),
    ...(confidence ? { confidence: field.confidence } : {}),
    ...(validation ? { validations: presentValidations(field.validations) } : {}),
  };
}

/** Alerts are told only of a field that is not valid. */
function presentValidations({ valid, alerts }: z.output<typeof Field>['validations']): JsonObject {
  return { valid, alerts: valid ? [] : alerts.map((alert) => ({ alert_level: 'FAILURE', ...alert })) };
}

function textOf(value: Json): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
