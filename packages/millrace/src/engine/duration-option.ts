import { formatDuration, parseDuration } from '../domain/duration.ts';
import { LIMITS } from '../domain/limits.ts';
import type { DurationInput } from './run-context.ts';

/** Reads a duration that an author wrote; `what` names it in the error. */
export function durationMs(value: DurationInput, what: string): number {
  const parsed = parseDuration(value);
  if (!parsed.ok) throw new TypeError(`${what} is not a duration: ${parsed.problem}`);
  if (parsed.value > LIMITS.durationMs) throw new TypeError(`${what} is longer than ${formatDuration(LIMITS.durationMs)}.`);
  return parsed.value;
}

/** Gives back a point in time that an author named, in epoch milliseconds; throws when it is none. */
export function checkTime(time: number, what: string): number {
  if (Number.isNaN(new Date(time).getTime())) throw new TypeError(`${what} is ${time}, which is no time.`);
  return time;
}

export function optionalDurationMs(value: DurationInput | undefined, what: string): number | null {
  return value === undefined ? null : durationMs(value, what);
}
