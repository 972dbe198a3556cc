import { MillraceError, type Fault } from '../../domain/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../domain/json.ts';
import type { StartRequest } from '../../domain/start-request.ts';
import { fillTemplate, sourcePointer } from '../template.ts';
import type { DeclaredPipeline } from './declaration.ts';

/** A start as the command wants it. Keys of other providers are asked for, as the vendor does, and go nowhere. */
export function translateStart(workflow: string, declared: DeclaredPipeline, body: Json): StartRequest {
  if (!isJsonObject(body)) throw refused([{ pointer: '', message: 'Input should be an object' }]);
  const faults = [...declared.required.flatMap((name) => missing(body, name)), ...declared.secrets.flatMap((name) => noText(body, name))];
  if (faults.length > 0) throw refused(faults);
  const given = Object.fromEntries(Object.entries(body).filter(([name]) => !declared.secrets.includes(name)));
  const metadata = declared.metadata === undefined ? undefined : fillTemplate(declared.metadata, given);
  return {
    workflow,
    input: declared.input === undefined ? given : (fillTemplate(declared.input, given) ?? null),
    metadata: metadata !== undefined && isJsonObject(metadata) ? metadata : undefined,
  };
}

/** What the schema of the workflow has against an input, told with the names of the body that the client sent. */
export function inTermsOfBody(declared: DeclaredPipeline, error: MillraceError): MillraceError {
  if (error.code !== 'invalid_input') return error;
  const faults = error.faults.map(({ pointer, message }) => {
    const inside = pointer.replace(/^\/input/, '');
    return { pointer: declared.input === undefined ? inside : (sourcePointer(declared.input, inside) ?? inside), message };
  });
  return new MillraceError('invalid_input', error.message, { faults });
}

function refused(faults: readonly Fault[]): MillraceError {
  return new MillraceError('invalid_request', 'The pipeline cannot be started like this.', { faults });
}

function missing(body: JsonObject, name: string): readonly Fault[] {
  const value = body[name];
  return value === undefined || value === null ? [{ pointer: `/${name}`, message: 'Field required' }] : [];
}

function noText(body: JsonObject, name: string): readonly Fault[] {
  const value = body[name];
  if (value === undefined) return missing(body, name);
  return typeof value === 'string' && value !== '' ? [] : [{ pointer: `/${name}`, message: 'Input should be a text that is not empty' }];
}
