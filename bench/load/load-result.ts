import { z } from 'zod';

const schema = z.object({ perSecond: z.number(), p50Ms: z.number(), p99Ms: z.number(), bodyBytes: z.int() });
/** What a load measured. Times are from the last byte sent to the last byte received. */
export type LoadResult = z.infer<typeof schema>;

export function loadResult(answer: unknown): LoadResult {
  return schema.parse(answer);
}
