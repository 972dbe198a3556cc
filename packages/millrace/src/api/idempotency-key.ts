import { z } from 'zod';
import { MillraceError } from '../domain/errors.ts';
import { checkIdempotencyKey } from '../domain/idempotency.ts';

/** The key of an `Idempotency-Key` header, quoted or bare; null without one. */
export function idempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  const checked = checkIdempotencyKey(header);
  if (checked.ok) return checked.value;
  throw new MillraceError('invalid_parameter', checked.problem, {
    faults: [{ pointer: 'header:idempotency-key', message: checked.problem }],
  });
}

/** Headers of every request that starts a run. */
export const START_HEADERS = z.object({
  'idempotency-key': z.string().optional().meta({ description: 'Requests with the same key start one run. Kept for seven days.' }),
  prefer: z.string().optional().meta({ description: '`wait=N` waits up to N seconds for the end of the run.' }),
});
