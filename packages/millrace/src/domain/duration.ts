import { quoted } from './quoted.ts';
import { bad, good } from './result.ts';
import type { Result } from './result.ts';

const UNIT_MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;
const DURATION = /^(\d+(?:\.\d+)?) ?(ms|s|m|h|d)$/;
const HINT = 'Use milliseconds as a number, or a text like "250ms", "10s", "5m", "2h" or "7d".';

/** Whole milliseconds of a time span; fractions of one are rounded. Negative, endless and unknown spans are problems. */
export function parseDuration(value: number | string): Result<number> {
  if (typeof value === 'number') return checkMs(value, String(value));
  const match = DURATION.exec(value.trim());
  if (match === null) return bad(`${quoted(value)} is not a duration. ${HINT}`);
  const [, amount, unit] = match;
  return checkMs(Number(amount) * unitMs(unit), quoted(value));
}

function checkMs(ms: number, shown: string): Result<number> {
  if (!Number.isFinite(ms)) return bad(`${shown} is not a duration. ${HINT}`);
  if (ms < 0) return bad(`The duration ${shown} is negative.`);
  const whole = Math.round(ms);
  return Number.isSafeInteger(whole) ? good(whole) : bad(`The duration ${shown} is too long.`);
}

function unitMs(unit: string | undefined): number {
  switch (unit) {
    case 'd':
      return UNIT_MS.d;
    case 'h':
      return UNIT_MS.h;
    case 'm':
      return UNIT_MS.m;
    case 's':
      return UNIT_MS.s;
    default:
      return UNIT_MS.ms;
  }
}

/** A time span for people: `250ms`, `12.3s`, or its two largest units such as `1m 30s` and `2d 3h`. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `-${formatDuration(-ms)}`;
  if (ms < UNIT_MS.s) return `${Math.floor(ms)}ms`;
  if (ms < UNIT_MS.m) return `${Math.floor(ms / 100) / 10}s`;
  if (ms < UNIT_MS.h) return inUnits(ms, 'm', 's');
  if (ms < UNIT_MS.d) return inUnits(ms, 'h', 'm');
  return inUnits(ms, 'd', 'h');
}

function inUnits(ms: number, large: keyof typeof UNIT_MS, small: keyof typeof UNIT_MS): string {
  const whole = Math.floor(ms / UNIT_MS[large]);
  const rest = Math.floor((ms % UNIT_MS[large]) / UNIT_MS[small]);
  return rest === 0 ? `${whole}${large}` : `${whole}${large} ${rest}${small}`;
}
