import { z } from 'zod';
import { SAMPLE_FILES, SHIPPED_NAMES } from './samples/shipped.ts';

const MOST_FILES = 2000;

const file = z.union([
  z.strictObject({ $file: z.string().min(1) }).describe('An uploaded file.'),
  z.strictObject({ shipped: z.enum(SHIPPED_NAMES) }).describe('A paper that comes with this example.'),
]);

const namedFile = z.strictObject({
  name: z.string().min(1).max(1024).describe('Unique within the run; may be a path.'),
  file: file.describe('A PDF, or a PNG or JPEG image.'),
});

const custom = z.record(z.string(), z.json());

const settings = z.strictObject({
  keys: z.strictObject({ custom: custom.default({}).describe('Comes back in the output as it is.') }).default({ custom: {} }),
  passwords: z.record(z.string(), z.string()).default({}).describe('Of locked PDFs, by the name of the file.'),
});

export const documentsInput = z.strictObject({
  files: z
    .array(namedFile)
    .max(MOST_FILES)
    .refine((files) => new Set(files.map(({ name }) => name)).size === files.length, 'two files have the same name')
    .default(SAMPLE_FILES)
    .describe('By default the papers that come with this example.'),
  checkpoint: z.boolean().default(true).describe('Whether the run waits for a person when a document does not pass validation.'),
  settings: settings.default({ keys: { custom: {} }, passwords: {} }),
});

export type DocumentsInput = z.output<typeof documentsInput>;
export type InputFile = DocumentsInput['files'][number];

/** The results themselves are in the record set `files` and in `results.json`. */
export const documentsOutput = z.object({
  files: z.int(),
  failed_files: z.int(),
  documents: z.int(),
  documents_by_class: z.record(z.string(), z.int()),
  fields: z.int(),
  field_errors: z.int(),
  failed_validations: z.int().describe('Documents that do not pass validation, as the results now stand.'),
  review_completed: z.boolean().describe('Whether a person has decided at the checkpoint.'),
  keys: z.object({ custom }),
  results: z.string(),
  fields_table: z.string(),
});

export type DocumentsOutput = z.input<typeof documentsOutput>;
