import type { z } from 'zod';
import { MillraceError } from '../domain/errors.ts';
import type { Json } from '../domain/json.ts';
import { pointerToken } from '../domain/json-pointer.ts';

/** A body that fits, or an error that names all that does not. */
export function readBody<S extends z.ZodType>(schema: S, body: Json): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({
    pointer: path.map((part) => `/${pointerToken(part)}`).join(''),
    message,
  }));
  throw new MillraceError('invalid_request', 'The body does not fit.', { faults });
}
