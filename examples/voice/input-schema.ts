import { FASTEST, SLOWEST } from './speech/settings.ts';
import { TIMBRES, voiceFor } from './speech/voices.ts';
import { z } from 'zod';

const MOST_LINES = 500;
const MOST_CLIPS = 1000;
const MOST_CHARACTERS = 100_000;
const LONGEST_LINE = 2000;

const language = z
  .string()
  .regex(/^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*$/, 'This is no BCP-47 tag.')
  .refine((tag) => voiceFor(tag) !== null, 'There is no voice for this language.');

const line = z.strictObject({
  id: z.string().trim().min(1).max(100).optional(),
  text: z.string().max(LONGEST_LINE),
  language: language.optional().describe('Of this line, when it is not the source language.'),
});

const threshold = z.number().min(0).max(100).default(85);

export const voiceInput = z
  .strictObject({
    script: z
      .union([z.string().min(1).max(MOST_CHARACTERS), z.array(line).min(1).max(MOST_LINES)])
      .describe('One line per row, or a list of lines. Empty rows do not count.'),
    source_language: language.default('en-US').describe('What the script is written in.'),
    languages: z
      .array(language)
      .min(1)
      .max(10)
      .optional()
      .describe('Whose voices speak each line, untranslated. By default, each line is spoken in its own language.'),
    voice: z.enum(TIMBRES).default('default').describe('How the voice sounds.'),
    speed: z.int().min(SLOWEST).max(FASTEST).default(165).describe('Words per minute of the first take.'),
    pitch: z.int().min(0).max(100).default(50),
    gain_db: z.number().min(-30).max(30).default(0).describe('How much louder the first take is made.'),
    validators: z
      .strictObject({ duration: threshold, silence: threshold, clipping: threshold, level: threshold })
      .prefault({})
      .describe('The score from 0 to 100 that a take must reach.'),
    max_retries: z.int().min(0).max(5).default(2).describe('How many more takes a line is given.'),
  })
  .superRefine(({ script, languages }, context) => {
    const texts = typeof script === 'string' ? script.split(/\r?\n/).filter((row) => row.trim() !== '') : script.map(({ text }) => text);
    const complain = (message: string): void => context.addIssue({ code: 'custom', path: ['script'], message });
    if (texts.length === 0) complain('The script has no lines.');
    if (texts.length > MOST_LINES) complain(`The script has ${texts.length} lines; at most ${MOST_LINES} are allowed.`);
    if (texts.some((text) => text.length > LONGEST_LINE)) complain(`A line has more than ${LONGEST_LINE} characters.`);
    const clips = texts.length * (languages?.length ?? 1);
    if (clips > MOST_CLIPS) complain(`The script makes ${clips} clips; at most ${MOST_CLIPS} are allowed.`);
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    if (characters > MOST_CHARACTERS) complain(`The script has ${characters} characters; at most ${MOST_CHARACTERS} are allowed.`);
  });

export type VoiceInput = z.output<typeof voiceInput>;
