import { LIMITS } from './limits.ts';
import { quoted } from './quoted.ts';
import { bad, good } from './result.ts';
import type { Result } from './result.ts';

/** What a run would cost in credits before it has run. `min <= expected <= max`; a run is never charged more than `max`. */
export interface Estimate {
  readonly min: number;
  readonly expected: number;
  readonly max: number;
  /** Parts of the whole; they need not add up to it. */
  readonly breakdown: readonly EstimatePart[];
}

export interface EstimatePart {
  readonly name: string;
  readonly kind: string | null;
  readonly min: number;
  readonly expected: number;
  readonly max: number;
}

/** What a workflow that estimates nothing costs. */
export const FREE: Estimate = { min: 0, expected: 0, max: 0, breakdown: [] };

/** An estimate from what the code of a workflow gave: whole credits, `0 <= min <= expected <= max`, at most `LIMITS.credits`. */
export function checkEstimate(given: unknown): Result<Estimate> {
  const whole = checkRange(given, 'The estimate');
  if (!whole.ok) return whole;
  const parts = field(given, 'breakdown') ?? [];
  if (!Array.isArray(parts)) return bad('The breakdown of the estimate is not a list.');
  if (parts.length > LIMITS.estimateParts) {
    return bad(`The estimate has ${parts.length} parts; at most ${LIMITS.estimateParts} are allowed.`);
  }
  const breakdown: EstimatePart[] = [];
  for (const part of parts) {
    const checked = checkPart(part);
    if (!checked.ok) return checked;
    breakdown.push(checked.value);
  }
  return good({ ...whole.value, breakdown });
}

function checkPart(given: unknown): Result<EstimatePart> {
  const name = field(given, 'name');
  const kind = field(given, 'kind') ?? null;
  if (typeof name !== 'string' || name === '') return bad('A part of the estimate has no name.');
  if (kind !== null && typeof kind !== 'string') return bad(`The kind of the part ${quoted(name)} is not a text.`);
  const range = checkRange(given, `The part ${quoted(name)} of the estimate`);
  return range.ok ? good({ name, kind, ...range.value }) : range;
}

function checkRange(given: unknown, what: string): Result<Pick<Estimate, 'min' | 'expected' | 'max'>> {
  const min = field(given, 'min');
  const expected = field(given, 'expected');
  const max = field(given, 'max');
  if (!isCredits(min) || !isCredits(expected) || !isCredits(max)) {
    return bad(`${what} must have min, expected and max, each in whole credits from 0 to ${LIMITS.credits}.`);
  }
  if (min > expected || expected > max) return bad(`${what} must have min <= expected <= max and has ${min}, ${expected}, ${max}.`);
  return good({ min, expected, max });
}

/** Whole credits from 0 on that one entry of the ledger can take. */
export function isCredits(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LIMITS.credits;
}

function field(given: unknown, name: string): unknown {
  return isObject(given) ? given[name] : undefined;
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null;
}
