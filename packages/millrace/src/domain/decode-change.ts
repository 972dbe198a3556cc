import type { RunChange } from './change.ts';
import { fillChange } from './fill-change.ts';
import type { JsonText } from './json.ts';

/** A change as it was before the journal took it apart into type, data and payload. */
export function decodeChange(type: RunChange['type'], data: JsonText, payload: JsonText | null): RunChange {
  const fields: unknown = JSON.parse(data);
  if (typeof fields !== 'object' || fields === null) throw new Error(`The data of a ${type} event is not an object.`);
  return fillChange(type, fields, payload);
}
