import { z } from 'zod';
import { parseBody } from '../../api/parse-request.ts';
import { MillraceError, type Fault } from '../../domain/errors.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import { fillTemplate } from '../template.ts';
import { pointerKeys, pointerToken, valueAt } from '../../domain/json-pointer.ts';
import type { Automation } from './automations.ts';
import { badQuery } from './errors.ts';

const Anything: z.ZodType<Json> = z.json();
const Members = z.record(z.string(), Anything);
const Inline = z.strictObject({ filename: z.string().min(1), mimeType: z.string().min(1), base64: z.base64().min(1) });
const FileGiven = z.union([z.strictObject({ $fileId: z.string().min(1) }), z.strictObject({ $inline: Inline })]);

export type GivenFile = z.output<typeof FileGiven>;
export type InlineFile = z.output<typeof Inline>;

/** A start: what is to be run, with what. Files are still as they were sent. */
export const StartBody = z.object({
  target: z.string().min(1),
  input: Members.optional(),
  files: z.record(z.string().min(1), z.union([FileGiven, z.array(FileGiven)])).optional(),
  overrides: z.object({ steps: z.record(z.string(), Members).optional() }).optional(),
  metadata: Members.optional(),
});
export type StartBody = z.output<typeof StartBody>;

export function translateStartBody(body: Json): StartBody {
  const start = parseBody(StartBody, body);
  if (start.target.includes('@')) throw invalid('target', 'must not name a version; send it as ?version=');
  if (Object.keys(start.overrides?.steps ?? {}).length > 0) {
    throw new MillraceError(
      'not_implemented',
      'Overrides of steps are not taken at a start. Rerun a run with results of your own instead.',
    );
  }
  return start;
}

/** The fields of a form, as the body that says the same; its files come apart. */
export function translateStartForm(fields: ReadonlyMap<string, readonly string[]>): StartBody {
  const json = (name: string): { readonly [name: string]: Json } => {
    const text = fields.get(name)?.at(-1);
    return text === undefined || text.trim() === '' ? {} : { [name]: parseField(name, text) };
  };
  return translateStartBody({ target: fields.get('target')?.at(-1) ?? '', ...json('input'), ...json('overrides'), ...json('metadata') });
}

function parseField(name: string, text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return Anything.parse(value);
  } catch (error) {
    throw new MillraceError('invalid_request', `The field ${name} is not JSON.`, {
      faults: [{ pointer: `/${name}`, message: 'must be JSON' }],
      cause: error,
    });
  }
}

/** Files by field; one that was sent twice is a list. */
export type FilesByField = ReadonlyMap<string, Json>;

/** The field of a part of a form: `files.invoice`. */
export function fieldOfPart(name: string): string {
  const field = /^files\.(.+)$/s.exec(name)?.[1];
  if (field === undefined) throw invalid(name, 'is a file, but its part is not named files.<field>');
  return field;
}

/**
 * The input of the run. Files stand at their fields among the other members, unless the declaration says otherwise; a field
 * that the schema has as a list is given one. Undefined when nothing was sent and the workflow has a sample to take instead.
 */
export function translateInput(
  { workflow }: Pick<Automation, 'workflow'>,
  input: JsonObject | undefined,
  files: FilesByField,
): Json | undefined {
  if (input === undefined && files.size === 0 && workflow.manifest.hasSample) return undefined;
  const wanted = workflow.manifest.inputSchema;
  const placed = Object.fromEntries([...files].map(([field, refs]) => [field, asWanted(wanted, field, refs)]));
  const { input: template } = workflow.declaration;
  if (template !== undefined) return fillTemplate(template, { input: input ?? {}, files: placed }) ?? null;
  return { ...input, ...placed };
}

function asWanted(schema: Json, field: string, refs: Json): Json {
  const type = valueAt(schema, `/properties/${pointerToken(field)}/type`);
  return type === 'array' && !Array.isArray(refs) ? [refs] : refs;
}

/** Seconds, whole, up to ten minutes; 0 when the client does not wait. */
export function translateWait(text: string | null): number {
  if (text === null) return 0;
  if (!/^\d{1,3}$/.test(text) || Number(text) > 600) throw badQuery('wait_for_completion', 'must be a whole number from 0 to 600');
  return Number(text);
}

/** What the schema of the workflow has against an input, told with the names that the client sent. */
export function inTermsOfStart(error: MillraceError, files: FilesByField): MillraceError {
  if (error.faults.length === 0) return error;
  const faults = error.faults.map(({ pointer, message }): Fault => {
    const [place, field] = pointerKeys(pointer);
    return place === 'input' && field !== undefined && files.has(field)
      ? { pointer: pointer.replace(/^\/input/, '/files'), message }
      : { pointer, message };
  });
  return new MillraceError(error.code, error.message, { faults });
}

function invalid(name: string, message: string): MillraceError {
  return new MillraceError('invalid_request', `The member ${name} ${message}.`, { faults: [{ pointer: `/${name}`, message }] });
}
