import { z } from 'zod';

const count = z.int().nonnegative();

/** Every line is spoken once per language: `clips = delivered + dropped`, and the lines of the languages add up to `delivered`. */
export const voiceOutput = z.object({
  lines: count.describe('Of the script.'),
  clips: count.describe('Lines times languages.'),
  delivered: count,
  dropped: count,
  languages: z.array(z.object({ language: z.string(), lines: count, duration_ms: count, avg_duration_ms: count })),
  validators: z.array(
    z.object({
      node_id: z.string(),
      kind: z.string(),
      label: z.string(),
      checked: count.describe('`pass + fail`.'),
      pass: count,
      fail: count,
      retries: count.describe('How many of the failed takes were made again; the others were the last of their line.'),
      avg_score: z.number().nullable().describe('Over all takes that it checked.'),
    }),
  ),
  characters: count.describe('Spoken, retries included.'),
  credits: count.describe('One for each started 100 characters of a take.'),
  export: z.literal('export.zip'),
});

export type VoiceOutput = z.input<typeof voiceOutput>;
