import { z } from 'zod';

/**
 * The key of an `Idempotency-Key` header. The draft standard has it as a quoted string, most clients send it bare; both
 * name the same key.
 */
export function idempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header);
  return quoted === null ? header : (quoted[1] ?? '').replaceAll(/\\(["\\])/g, '$1');
}

/** Headers of every request that starts a run. */
export const START_HEADERS = z.object({
  'idempotency-key': z.string().optional().meta({ description: 'Requests with the same key start one run. Kept for seven days.' }),
  prefer: z.string().optional().meta({ description: '`wait=N` waits up to N seconds for the end of the run.' }),
});
