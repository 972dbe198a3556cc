import { cutText } from '../domain/cut-text.ts';
import type { Json } from '../domain/json.ts';
import { decodeJson, trustJsonText } from '../domain/json-text.ts';
import { LIMITS } from '../domain/limits.ts';

/** A log line cut to its limits. A line must never make a run fail, so fields that cannot be written are replaced by the reason. */
export function logFields(message: unknown, fields: { readonly [key: string]: unknown } | undefined): { message: string; fields: Json } {
  return { message: cutText(String(message), LIMITS.logMessageLength), fields: fields === undefined ? {} : writable(fields) };
}

function writable(fields: { readonly [key: string]: unknown }): Json {
  try {
    const text = JSON.stringify(fields);
    if (Buffer.byteLength(text) > LIMITS.logFieldsBytes) return { omitted: `The fields are larger than ${LIMITS.logFieldsBytes} bytes.` };
    return decodeJson(trustJsonText(text));
  } catch (error) {
    return { omitted: `The fields cannot be written as JSON: ${error instanceof Error ? error.name : 'error'}.` };
  }
}
