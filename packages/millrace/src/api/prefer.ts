import { LIMITS } from '../domain/limits.ts';

/** The seconds of `Prefer: wait=N` (RFC 7240), at most `LIMITS.waitSeconds`; null when it is not asked for. Other preferences are ignored. */
export function preferredWait(prefer: string | undefined): number | null {
  if (prefer === undefined) return null;
  for (const preference of prefer.split(',')) {
    const match = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:;.*)?$/i.exec(preference);
    if (match !== null) return Math.min(Number(match[1]), LIMITS.waitSeconds);
  }
  return null;
}
