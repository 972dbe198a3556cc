import type { JsonText } from '../domain/json.ts';
import { trustJsonText } from '../domain/json-text.ts';
import { LIMITS } from '../domain/limits.ts';
import { UnrecordableValue } from './run-errors.ts';

/** Serialises what a call gave; `what` names it in the error. `undefined` is recorded as nothing. */
export function recordable(value: unknown, what: string): JsonText | null {
  const text = serialise(value, what);
  if (text === undefined) return null;
  // A string of n UTF-16 units has at least n bytes, and at most 3n: most values need no counting.
  if (text.length * 3 > LIMITS.resultBytes && Buffer.byteLength(text) > LIMITS.resultBytes) {
    throw new UnrecordableValue(
      `${what} is ${Buffer.byteLength(text)} bytes of JSON; at most ${LIMITS.resultBytes} can be recorded. Store it as an artifact or as records.`,
    );
  }
  return trustJsonText(text);
}

/** What the caller gets: the value as it will come back from the journal. */
export function revive<T>(payload: JsonText | null): T {
  // Nothing recorded comes back as undefined, which has no JSON: an empty list stands for it.
  const [value] = JSON.parse(payload === null ? '[]' : `[${payload}]`);
  return value;
}

function serialise(value: unknown, what: string): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new UnrecordableValue(`${what} cannot be written as JSON: ${why}`, { cause: error });
  }
}
