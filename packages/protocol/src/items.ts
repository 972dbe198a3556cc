import { z } from 'zod';

const Count = z.int().min(0);

/** `input = delivered + dropped + failed + pending`, always. */
export const ItemSummary = z
  .object({ input: Count, delivered: Count, dropped: Count, failed: Count, pending: Count, reasons: z.record(z.string(), Count) })
  .meta({ id: 'ItemSummary' });
export type ItemSummary = z.infer<typeof ItemSummary>;

/** How many items came through, and why each of the others did not. The counts add up to `unresolved`. */
export const GapReport = z
  .object({
    input: Count,
    delivered: Count,
    unresolved: Count,
    reasons: z.array(z.object({ reason: z.string(), count: Count })),
  })
  .meta({ id: 'GapReport' });
export type GapReport = z.infer<typeof GapReport>;
