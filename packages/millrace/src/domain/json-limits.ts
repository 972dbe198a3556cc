import type { Problem, Result } from './result.ts';

export interface JsonSize {
  /** Lists and objects around the innermost value: 0 for a lone number, 1 for `[]`. */
  readonly depth: number;
  /** Members of all objects together. */
  readonly keys: number;
}

/**
 * Measures JSON text in one pass without parsing it, so that hostile nesting costs neither stack nor memory.
 * For text that is not JSON the numbers mean nothing, but they come: the parser has the last word on that.
 */
export function measureJson(text: string): JsonSize {
  let open = 0;
  let depth = 0;
  let keys = 0;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charAt(index)) {
      case '"':
        index = endOfString(text, index);
        break;
      case '[':
      case '{':
        open += 1;
        if (open > depth) depth = open;
        break;
      case ']':
      case '}':
        open -= 1;
        break;
      case ':':
        keys += 1;
        break;
    }
  }
  return { depth, keys };
}

/** The index of the quote that ends the string opened at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length) {
    const char = text[index];
    if (char === '"') return index;
    index += char === '\\' ? 2 : 1;
  }
  return index;
}

export type JsonTooLarge = Problem & { readonly code: 'body_too_deep' | 'body_too_many_keys' };

/** Whether JSON text keeps within limits; asked before it is parsed. */
export function checkJsonLimits(
  text: string,
  limits: { readonly jsonDepth: number; readonly jsonKeys: number },
): Exclude<Result<null>, Problem> | JsonTooLarge {
  const { depth, keys } = measureJson(text);
  if (depth > limits.jsonDepth) {
    return { ok: false, code: 'body_too_deep', problem: `The JSON is nested ${depth} levels deep; ${limits.jsonDepth} are allowed.` };
  }
  if (keys > limits.jsonKeys) {
    return { ok: false, code: 'body_too_many_keys', problem: `The JSON has ${keys} keys; ${limits.jsonKeys} are allowed.` };
  }
  return { ok: true, value: null };
}
