import { z } from 'zod';
import { MillraceError } from '../../domain/errors.ts';

export function badBody(pointer: string, message: string): MillraceError {
  return new MillraceError('invalid_request', 'The body does not fit.', { faults: [{ pointer, message }] });
}

/** Whole numbers come as text as well: the vendor's own examples send them so. */
export const WholeNumber = z.union([
  z.int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number),
]);
