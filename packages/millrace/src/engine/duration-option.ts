import { parseDuration } from '../domain/duration.ts';
import type { DurationInput } from './run-context.ts';

/** Reads a duration that an author wrote; `what` names it in the error. */
export function durationMs(value: DurationInput, what: string): number {
  const parsed = parseDuration(value);
  if (!parsed.ok) throw new TypeError(`${what} is not a duration: ${parsed.problem}`);
  return parsed.value;
}

export function optionalDurationMs(value: DurationInput | undefined, what: string): number | null {
  return value === undefined ? null : durationMs(value, what);
}
