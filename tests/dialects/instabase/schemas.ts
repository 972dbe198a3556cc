import { z } from 'zod';

/** Epoch nanoseconds: more digits than a double keeps, so they are read as text. */
const Nanoseconds = z.string().regex(/^[1-9]\d{18}$/);
const Milliseconds = z.int().min(1_600_000_000_000).max(9_999_999_999_999);
const Seconds = z.int().min(1_600_000_000).max(9_999_999_999);
const Word = z.enum(['CANCELLED', 'COMPLETE', 'FAILED', 'PAUSED', 'RUNNING', 'STOPPED_AT_CHECKPOINT']);

export const Run = z.strictObject({
  id: z.uuid(),
  status: Word,
  start_timestamp: Nanoseconds,
  finish_timestamp: Nanoseconds.nullable(),
  msg: z.string().min(1).nullable(),
  batch_id: z.int().nullable(),
  input_dir: z.string().nullable(),
  app_id: z.string(),
  deployment_id: z.string().nullable(),
  tags: z.array(z.string()),
});
export type Run = z.output<typeof Run>;

export const RunList = z.strictObject({ runs: z.array(Run) });

const Coordinates = z.strictObject({
  top_x: z.number(),
  top_y: z.number(),
  bottom_x: z.number(),
  bottom_y: z.number(),
  page_number: z.int().nonnegative(),
});

const Edit = z.strictObject({
  timestamp: z.iso.datetime(),
  user_id: z.string().min(1),
  modifications: z.array(z.strictObject({ message: z.string().min(1) })),
});

const Alert = z.strictObject({
  alert_level: z.literal('FAILURE'),
  msg: z.string().min(1),
  blocked: z.boolean(),
  type: z.string().min(1),
  locations: z.array(Coordinates),
});

export interface Flags {
  readonly review?: boolean;
  readonly confidence?: boolean;
  readonly validation?: boolean;
  readonly source?: boolean;
}

const field = z.strictObject({
  field_name: z.string().regex(/^[\p{L}_][\p{L}\p{N}_]*$/u),
  value: z.string(),
  type: z.string().min(1),
  error_msg: z.string().nullable(),
});
const reviewedField = { edit_history: z.array(Edit) };
const scoredField = { confidence: z.strictObject({ model: z.number().nullable(), ocr: z.number().nullable() }) };
const validatedField = { validations: z.strictObject({ valid: z.boolean(), alerts: z.array(Alert) }) };
const placedField = { source_coordinates: z.array(Coordinates) };
const wholeField = field.extend({ ...reviewedField, ...scoredField, ...validatedField, ...placedField });

const document = z.strictObject({ class_name: z.string().nullable(), page_numbers: z.array(z.int().min(1)), fields: z.array(field) });
const wholeDocument = document.extend({
  page_layouts: z.array(z.strictObject({ page_number: z.int().nonnegative(), width: z.number(), height: z.number() })),
  post_processed_paths: z.array(z.string()),
  post_processed_pdf_path: z.string().nullable(),
  review_completed: z.boolean(),
  class_edit_history: z.array(Edit),
  validations: z.strictObject({ final_result_pass: z.boolean() }),
  classification_confidence: z.strictObject({ model: z.number().nullable() }),
  fields: z.array(wholeField),
});

const file = z.strictObject({ original_file_name: z.string().min(1), input_file_path: z.string().min(1), documents: z.array(document) });

/** What is there whatever was asked for. */
export const Results = z.strictObject({
  id: z.uuid(),
  status: Word,
  message: z.string().min(1).nullable(),
  start_timestamp: Nanoseconds,
  finish_timestamp: Nanoseconds.nullable(),
  batch_id: z.string().regex(/^\d+$/).nullable(),
  files: z.array(file),
  keys: z.strictObject({ custom: z.record(z.string(), z.unknown()) }),
  case_info: z.null(),
  has_more: z.boolean(),
});
export type Results = z.output<typeof Results>;

/** With all four flags. */
export const WholeResults = Results.extend({
  files: z.array(file.extend({ documents: z.array(wholeDocument) })),
  review_completed: z.boolean(),
});
export type WholeResults = z.output<typeof WholeResults>;

/** With one flag only: its members and no others. */
export function resultsWith({ review = false, confidence = false, validation = false, source = false }: Flags): z.ZodType {
  const oneField = field.extend({
    ...(review ? reviewedField : {}),
    ...(confidence ? scoredField : {}),
    ...(validation ? validatedField : {}),
    ...(source ? placedField : {}),
  });
  const { shape } = wholeDocument;
  const oneDocument = document.extend({
    fields: z.array(oneField),
    ...(review ? { review_completed: shape.review_completed, class_edit_history: shape.class_edit_history } : {}),
    ...(confidence ? { classification_confidence: shape.classification_confidence } : {}),
    ...(validation ? { validations: shape.validations } : {}),
    ...(source
      ? {
          page_layouts: shape.page_layouts,
          post_processed_paths: shape.post_processed_paths,
          post_processed_pdf_path: shape.post_processed_pdf_path,
        }
      : {}),
  });
  const files = z.array(file.extend({ documents: z.array(oneDocument) }));
  return Results.extend({ files, ...(review ? { review_completed: z.boolean() } : {}) });
}

export const BatchCreated = z.strictObject({ id: z.int().positive() });

export const Batch = z.strictObject({
  id: z.int().positive(),
  name: z.string().min(1),
  workspace: z.string().min(1),
  mount_point: z.string().min(1),
  repo_owner: z.string().min(1),
  batch_owner: z.string(),
  created_at_ms: Milliseconds,
  updated_at_ms: Milliseconds,
  path_suffix: z.string().min(1),
});

export const BatchList = z.strictObject({ batches: z.array(Batch) });

export const FileNodes = z.strictObject({
  nodes: z.array(
    z.strictObject({
      full_path: z.string().startsWith('/'),
      metadata: z.strictObject({ node_type: z.literal('file'), size: z.int().nonnegative(), modified_timestamp: Seconds }),
      perms: z.strictObject({ can_read: z.boolean(), can_write: z.boolean(), can_delete: z.boolean() }),
      name: z.string().min(1),
    }),
  ),
  next_page_token: z.string().min(1).nullable(),
  has_more: z.boolean(),
});

export const Session = z.strictObject({ session_id: z.string().min(1), part_size: z.int().positive() });
export const Part = z.strictObject({ part_id: z.string().min(1), part_num: z.int().positive() });
export const JobId = z.strictObject({ job_id: z.string().min(1) });
export const Deletion = z.strictObject({
  delete_input_dir_job_id: z.string().min(1).nullable(),
  delete_output_dir_job_id: z.string().min(1).nullable(),
  delete_log_dir_job_id: z.string().min(1).nullable(),
});
export const JobStatus = z.strictObject({
  state: z.enum(['COMPLETE', 'FAILED', 'CANCELLED', 'RUNNING', 'PENDING']),
  message: z.string().min(1),
});
export const ErrorBody = z.strictObject({ message: z.string().min(1) });
