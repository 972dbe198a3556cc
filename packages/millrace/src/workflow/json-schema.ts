import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Json } from '../domain/json.ts';
import { decodeJson, trustJsonText } from '../domain/json-text.ts';

type Side = 'input' | 'output';
type Converter = (options: { target: string }) => unknown;

/**
 * The JSON Schema of a Standard Schema, from the `jsonSchema` member that newer libraries offer (Standard JSON Schema 1).
 * Null when the library has none, or the schema has no counterpart in JSON Schema.
 */
export function jsonSchemaOf(schema: StandardSchemaV1, side: Side): Json {
  const convert = converterOf(schema['~standard'], side);
  if (convert === null) return null;
  try {
    // Through text, so that what goes into the manifest is JSON and nothing else.
    return decodeJson(trustJsonText(JSON.stringify(convert({ target: 'draft-2020-12' }))));
  } catch {
    // A schema may hold what JSON Schema cannot say; the workflow itself still checks it.
    return null;
  }
}

function converterOf(standard: object, side: Side): Converter | null {
  if (!('jsonSchema' in standard)) return null;
  const { jsonSchema } = standard;
  if (typeof jsonSchema !== 'object' || jsonSchema === null || !(side in jsonSchema)) return null;
  const convert: unknown = Reflect.get(jsonSchema, side);
  return typeof convert === 'function' ? (options): unknown => Reflect.apply(convert, jsonSchema, [options]) : null;
}
