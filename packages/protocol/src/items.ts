import { z } from 'zod';

const Count = z.int().min(0);

/** `input = delivered + dropped + failed + pending`, always. */
export const ItemSummary = z
  .object({ input: Count, delivered: Count, dropped: Count, failed: Count, pending: Count, reasons: z.record(z.string(), Count) })
  .meta({ id: 'ItemSummary' });
export type ItemSummary = z.infer<typeof ItemSummary>;

/** Where every item of the input went. The counts add up to `input`. */
export const GapReport = z
  .object({
    input: Count,
    delivered: Count,
    pending: Count,
    gaps: z.array(z.object({ outcome: z.enum(['dropped', 'failed', 'unresolved']), reason: z.string(), count: Count })),
  })
  .meta({ id: 'GapReport' });
export type GapReport = z.infer<typeof GapReport>;
