/** ISO 8601 in UTC with milliseconds. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

export function optionalIso(at: number | null): string | null {
  return at === null ? null : iso(at);
}

const RELATIVE = /^now(?:([+-])(\d{1,6})([smhdw]))?$/;
const ABSOLUTE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;
const UNITS = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

/** `now`, `now-30d`, or an ISO date, in UTC when it names no zone, as epoch milliseconds; null for anything else. */
export function readTime(text: string, now: number): number | null {
  const relative = RELATIVE.exec(text);
  if (relative !== null) {
    const [, sign, amount, unit] = relative;
    const span = Number(amount ?? 0) * (UNITS.get(unit ?? '') ?? 0);
    return sign === '-' ? now - span : now + span;
  }
  if (!ABSOLUTE.test(text)) return null;
  const hasZone = /(?:Z|[+-]\d{2}:\d{2})$/.test(text) || !text.includes('T');
  const at = Date.parse(hasZone ? text : `${text}Z`);
  return Number.isNaN(at) ? null : at;
}
