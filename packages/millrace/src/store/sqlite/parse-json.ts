import type { Json } from '../../domain/json.ts';
import { decodeJson, trustJsonText } from '../../domain/json-text.ts';

/** Parses a column that the journal filled. */
export function parseJson(text: string): Json {
  return decodeJson(trustJsonText(text));
}
