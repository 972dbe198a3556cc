import type { Json, JsonObject } from './json.ts';

/** One part of a JSON Pointer (RFC 6901), with what would part it escaped. */
export function pointerToken(key: string | number): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1');
}

const POINTER = /^(\/([^~/]|~[01])*)*$/;

export function isPointer(text: string): boolean {
  return POINTER.test(text);
}

/** The value at a pointer; undefined when there is none. */
export function valueAt(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (value === undefined) return undefined;
    value = memberOf(value, key);
  }
  return value;
}

function memberOf(value: Json, key: string): Json | undefined {
  if (isList(value)) return /^(0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
