/** What came of one try of a request; without a status, no answer came. */
export interface TryOutcome {
  /** From 1. */
  readonly tries: number;
  readonly status: number | null;
  readonly code: string | null;
  /** The `Retry-After` header. */
  readonly retryAfter: string | null;
  /** True when sending it once more cannot do the work twice. */
  readonly isRepeatable: boolean;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 8_000;
/** A server that asks for more patience than this gets its error shown instead. */
const LONGEST_PATIENCE_MS = 60_000;

/**
 * After how many milliseconds a request is to be sent again, or null when it is not. Answers that say that nothing was
 * done yet (429, 503, a key that is still being handled) may be repeated if the request may be; so may lost connections.
 */
export function retryDelayMs(outcome: TryOutcome, random: number): number | null {
  if (!outcome.isRepeatable || !isPassing(outcome)) return null;
  const asked = outcome.retryAfter === null ? Number.NaN : Number(outcome.retryAfter) * 1000;
  if (asked > LONGEST_PATIENCE_MS) return null;
  // All who were told the same time should not come back at the same moment.
  if (asked >= 0) return asked * (1 + random / 4);
  const backoff = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (outcome.tries - 1));
  return backoff / 2 + (backoff / 2) * random;
}

function isPassing({ status, code }: TryOutcome): boolean {
  return status === null || status === 429 || status === 502 || status === 503 || status === 504 || code === 'idempotency_in_flight';
}
