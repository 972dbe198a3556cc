import type { RunChange } from './change.ts';
import { fillOlder } from './older-change.ts';
import type { JsonText } from './json.ts';

/** A change as it was before the journal took it apart into type, data and payload. */
export function decodeChange(type: RunChange['type'], data: JsonText, payload: JsonText | null): RunChange {
  const fields: unknown = JSON.parse(data);
  if (typeof fields !== 'object') throw new Error(`The data of a ${type} event is not an object.`);
  const change = { ...fields, type, payload };
  assertChange(change);
  return fillOlder(change);
}

/** Only the journal writes events, and it writes nothing but changes. */
function assertChange(value: object): asserts value is RunChange {
  void value;
}
