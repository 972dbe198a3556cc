import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Json } from '../../domain/json.ts';
import { fillTemplate } from '../template.ts';

/** What does not fit is that instead. */
function or<S extends z.ZodType>(schema: S, instead: z.output<S>): z.ZodCatch<S> {
  return schema.catch(() => instead);
}

const text = or(z.string().nullable(), null);
const number = or(z.number().nullable(), null);
const count = or(z.int().nonnegative(), 0);

const Validation = z.object({
  kind: or(z.string(), 'unknown'),
  label: text,
  score: number,
  wer: number,
  cer: number,
  transcript: text,
  scored_on: text,
});

const Verdict = z.object({
  validator_node_id: text,
  validator_kind: text,
  validator_label: text,
  score: number,
  threshold: number,
});

/** One line in one language, as the template of the workflow gives it. What does not fit is as good as not there. */
const Card = z.object({
  locale_code: text,
  /** Paths of files of the run. */
  path: text,
  waveform: text,
  duration_ms: number,
  content_type: text,
  provider: text,
  model: text,
  validations: or(z.array(Validation), []),
  voice: text,
  retry_count: count,
  status: or(z.enum(['delivered', 'generated', 'not_delivered', 'dropped']), 'delivered'),
  /** Of all validators that refused a take of it. */
  verdicts: or(z.array(Verdict), []),
});

const Row = z.object({
  id: text,
  line_index: or(z.int().nonnegative().nullable(), null),
  line_id: text,
  source_line_id: text,
  script: text,
  auto_corrected: count,
  cards: or(z.array(Card), []),
});

export type DataCard = z.output<typeof Card>;
export type DataRow = z.output<typeof Row>;
export type DataVerdict = z.output<typeof Verdict>;
export type DataValidation = z.output<typeof Validation>;

const NOTHING = Row.parse({});

/** A row of the record set as the template makes it. */
export function readRow(row: Json, template: Json): DataRow {
  const parsed = Row.safeParse(fillTemplate(template, row) ?? null);
  return parsed.success ? parsed.data : NOTHING;
}

/** A row all of whose cards were dropped is not delivered. */
export function isDropped({ cards }: DataRow): boolean {
  return cards.length > 0 && cards.every(({ status }) => status === 'dropped');
}

/** 16 hexadecimal digits that stand for a file of a run. */
export function audioId(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}
