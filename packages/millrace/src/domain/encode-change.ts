import type { RunChange } from './change.ts';
import type { JsonText } from './json.ts';
import { trustJsonText } from './json-text.ts';

/** A change taken apart for storage; its type has a column of its own. `decodeChange` puts it together again. */
export interface EncodedChange {
  /** The fields of the change without `type` and `payload`, as JSON. */
  readonly data: JsonText;
  readonly payload: JsonText | null;
}

export function encodeChange(change: RunChange): EncodedChange {
  const data = trustJsonText(JSON.stringify({ ...change, type: undefined, payload: undefined }));
  return { data, payload: 'payload' in change ? change.payload : null };
}
