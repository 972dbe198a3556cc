import type { JsonText } from '../domain/json.ts';
import { trustJsonText } from '../domain/json-text.ts';
import { LIMITS } from '../domain/limits.ts';
import { UnrecordableValue } from './run-errors.ts';

/** JSON text of a `T`. Text from the journal counts as whatever its reader recorded there: replay rests on that. */
type Recorded<T> = JsonText & { readonly recordedAs?: T };

/** Serialises what a call gave; `what` names it in the error. `undefined` is recorded as nothing. */
export function recordable<T>(value: T, what: string): Recorded<T> | null {
  if (value === undefined) return null;
  const text = serialise(value, what);
  if (text === undefined) throw new UnrecordableValue(`${what} is a ${typeof value}, which JSON has no word for. Give back plain data.`);
  // A string of n UTF-16 units has at least n bytes, and at most 3n: most values need no counting.
  if (text.length * 3 > LIMITS.resultBytes && Buffer.byteLength(text) > LIMITS.resultBytes) {
    throw new UnrecordableValue(
      `${what} is ${Buffer.byteLength(text)} bytes of JSON; at most ${LIMITS.resultBytes} can be recorded. Store it as an artifact or as records.`,
    );
  }
  return trustJsonText(text);
}

/** What the caller gets: the value as it will come back from the journal. */
export function revive<T>(payload: Recorded<T> | null): T {
  // Nothing recorded comes back as undefined, which has no JSON.
  const value: unknown = payload === null ? undefined : JSON.parse(payload);
  assertRevived(value, payload);
  return value;
}

/** The journal gives back what it was given. */
function assertRevived<T>(value: unknown, payload: Recorded<T> | null): asserts value is T {
  void value;
  void payload;
}

function serialise(value: unknown, what: string): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new UnrecordableValue(`${what} cannot be written as JSON: ${why}`, { cause: error });
  }
}
