import { z } from 'zod';

/** What a reviewer writes instead of what was found. */
const correction = z.strictObject({
  file: z.string().describe('The name of the file.'),
  document: z.int().nonnegative().default(0).describe('Its position within the file, from 0.'),
  field: z.string().describe('The name of the field.'),
  value: z.string().nullable().describe('As it stands on the paper or in its normal form; null when there is none.'),
});

const corrections = z.strictObject({ corrections: z.array(correction).min(1).max(1000) });

export type Correction = z.output<typeof correction>;

/** The form of the checkpoint, as JSON Schema. */
export const CORRECTION_FORM = {
  type: 'object',
  title: 'Corrections',
  required: ['corrections'],
  properties: {
    corrections: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['file', 'field', 'value'],
        properties: {
          file: { type: 'string', title: 'File' },
          document: { type: 'integer', minimum: 0, default: 0, title: 'Document within the file, from 0' },
          field: { type: 'string', title: 'Field' },
          value: { type: ['string', 'null'], title: 'Right value' },
        },
      },
    },
  },
} as const;

export type ReadCorrections =
  | { readonly ok: true; readonly corrections: readonly Correction[] }
  | { readonly ok: false; readonly problem: string };

export function readCorrections(value: unknown): ReadCorrections {
  const read = corrections.safeParse(value);
  return read.success ? { ok: true, corrections: read.data.corrections } : { ok: false, problem: z.prettifyError(read.error) };
}
