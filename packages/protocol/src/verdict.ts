import { z } from 'zod';
import { REQUEST_LIMITS } from './request-limits.ts';
import { Id, JsonValue, Timestamp } from './scalar.ts';

const Value = z.enum(['correct', 'incorrect']);
const Note = z.string().max(REQUEST_LIMITS.reviewNoteLength).nullable();

export const VerdictStatus = z.enum(['open', 'closed', 'wont_fix']).meta({ id: 'VerdictStatus' });

const correction = {
  kind: z.enum(['field', 'file']),
  path: z
    .string()
    .max(REQUEST_LIMITS.correctionPathLength)
    .meta({ description: 'Of a field: a JSON Pointer into the output. Of a file: its path.' }),
};

/** One thing in the output that should have been different. */
export const Correction = z
  .object({
    id: z.string(),
    ...correction,
    label: z.string().nullable(),
    original_value: JsonValue,
    corrected_value: JsonValue,
    note: z.string().nullable(),
    corrected_artifact_path: z
      .string()
      .nullable()
      .meta({ description: 'The file that should have been made, for example `expected/report.pdf`.' }),
  })
  .meta({ id: 'Correction' });
export type Correction = z.infer<typeof Correction>;

/** What people found about a run after it had ended. */
export const Verdict = z
  .object({
    run_id: Id,
    verdict: Value.nullable().meta({ description: 'Null for remarks that judge nothing.' }),
    status: VerdictStatus,
    note: z.string().nullable(),
    corrected_output: JsonValue,
    corrections: z.array(Correction),
    reviewed_by: z.string().nullable(),
    reviewed_at: Timestamp,
    closed_by: z.string().nullable(),
    closed_at: Timestamp.nullable(),
    closed_note: z.string().nullable(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof Verdict>;

/** What a run shows of its verdict. */
export const VerdictSummary = z
  .object({ verdict: Value.nullable(), status: VerdictStatus, has_note: z.boolean(), corrections: z.int().min(0) })
  .meta({ id: 'VerdictSummary' });

/** What is left out stays as it was; what is null is cleared. */
export const GiveVerdict = z
  .strictObject({
    verdict: Value.nullable().optional(),
    status: VerdictStatus.optional().meta({ description: 'When a verdict comes without it: `closed` for `correct`, otherwise `open`.' }),
    note: Note.optional(),
    corrected_output: JsonValue.optional(),
    corrections: z
      .array(
        z.strictObject({
          id: z.string().min(1).max(REQUEST_LIMITS.correctionIdLength).optional(),
          ...correction,
          label: z.string().max(REQUEST_LIMITS.correctionLabelLength).nullable().optional(),
          original_value: JsonValue.optional(),
          corrected_value: JsonValue.optional(),
          note: Note.optional(),
          corrected_artifact_path: z.string().nullable().optional(),
        }),
      )
      .max(REQUEST_LIMITS.correctionsPerVerdict)
      .optional()
      .meta({ description: 'Takes the place of all corrections so far.' }),
    closed_note: Note.optional(),
  })
  .meta({ id: 'GiveVerdict' });
export type GiveVerdict = z.infer<typeof GiveVerdict>;

const FileName = z.string().min(1).max(REQUEST_LIMITS.artifactPathLength).meta({ description: 'The name below `expected/`.' });

export const CopyExpectedFile = z
  .strictObject({
    from: z.string().min(1).max(REQUEST_LIMITS.artifactPathLength).meta({ description: 'The path of a file of the run.' }),
    name: FileName,
  })
  .meta({ id: 'CopyExpectedFile' });
export type CopyExpectedFile = z.infer<typeof CopyExpectedFile>;

export const RenameExpectedFile = z.strictObject({ from: FileName, to: FileName }).meta({ id: 'RenameExpectedFile' });
export type RenameExpectedFile = z.infer<typeof RenameExpectedFile>;
