import { z } from 'zod';
import { MillraceError, type Fault } from '../../domain/errors.ts';
import { pointerToken } from '../../domain/json-pointer.ts';
import { isJsonObject, type Json, type JsonObject } from '../../domain/json.ts';
import { fillTemplate, sourcePointer } from '../template.ts';
import type { DeclaredWorkflow } from './declaration.ts';
import { hasOneSourceScript, type Definition } from './definition.ts';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** A path parameter that is a UUID; in lower case, as ours are. */
export function readUuid(params: { readonly [name: string]: string }, name: string): string {
  const value = params[name] ?? '';
  if (UUID.test(value)) return value.toLowerCase();
  throw refused([{ pointer: `path:${name}`, message: 'must be a UUID' }]);
}

const StartBody = z.object({
  script_text: z.string().min(1).max(100_000).nullish(),
  source_language: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'must be a BCP-47 tag, such as en-US')
    .nullish(),
});

/** What a start may change for its own run. */
export type Override = { readonly script_text?: string; readonly source_language?: string };

export function readOverride(body: Json): Override {
  const parsed = StartBody.safeParse(body);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({
      pointer: path.map((part) => `/${pointerToken(String(part))}`).join(''),
      message,
    }));
    throw refused(faults);
  }
  const { script_text: text, source_language: language } = parsed.data;
  return {
    ...((text ?? null) === null ? {} : { script_text: text ?? '' }),
    ...((language ?? null) === null ? {} : { source_language: language ?? '' }),
  };
}

export function isEmpty(override: Override): boolean {
  return Object.keys(override).length === 0;
}

const BY_NAME: JsonObject = { script_text: { $from: '/script_text' }, source_language: { $from: '/source_language' } };

/** The input of a run that its start changes: the sample of the workflow with what was said instead of it. */
export function translateOverride(declared: DeclaredWorkflow, definition: Definition, override: Override, sample: Json): Json {
  if (!hasOneSourceScript(definition)) {
    const message = 'is only for workflows with exactly one source_script node';
    throw refused(Object.keys(override).map((name) => ({ pointer: `/${name}`, message })));
  }
  const said = fillTemplate(declared.input ?? BY_NAME, { ...override });
  return isJsonObject(sample) && isJsonObject(said) ? { ...sample, ...said } : (said ?? sample);
}

/** What the schema of the workflow has against an input, told with the names of the body. */
export function inTermsOfBody(declared: DeclaredWorkflow, error: MillraceError): MillraceError {
  if (error.code !== 'invalid_input') return error;
  const faults = error.faults.map(({ pointer, message }) => {
    const inside = pointer.replace(/^\/input/, '');
    return { pointer: sourcePointer(declared.input ?? BY_NAME, inside) ?? inside, message };
  });
  return new MillraceError('invalid_input', error.message, { faults });
}

export function refused(faults: readonly Fault[]): MillraceError {
  return new MillraceError('invalid_request', 'The request does not fit.', { faults });
}
