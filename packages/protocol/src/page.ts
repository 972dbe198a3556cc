import { z } from 'zod';
import { REQUEST_LIMITS } from './request-limits.ts';

/** One page of a list. `next_cursor` is null on the last one; the same link is in the `Link` header. */
export function pageOf<T extends z.ZodType>(item: T): z.ZodObject<{ data: z.ZodArray<T>; next_cursor: z.ZodNullable<z.ZodString> }> {
  return z.object({ data: z.array(item), next_cursor: z.string().nullable() });
}

export const Limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(REQUEST_LIMITS.pageSize)
  .default(REQUEST_LIMITS.pageSizeDefault)
  .meta({ description: 'At most this many.' });

export const Cursor = z.string().min(1).max(512).optional().meta({ description: '`next_cursor` of the page before.' });

export const PageQuery = z.strictObject({ limit: Limit, cursor: Cursor });
