import type { RunChange } from './change.ts';
import type { JsonText } from './json.ts';

/** A change as it was before the journal took it apart into type, data and payload. */
export function decodeChange(type: RunChange['type'], data: JsonText, payload: JsonText | null): RunChange {
  return { ...JSON.parse(data), type, payload };
}
