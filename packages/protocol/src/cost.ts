import { z } from 'zod';

const Micros = z.int().meta({ description: 'Millionths of the currency.' });

/** What a run cost in one currency. */
export const Cost = z
  .object({ currency: z.string(), total_micros: Micros, by_provider: z.record(z.string(), Micros) })
  .meta({ id: 'Cost' });
export type Cost = z.infer<typeof Cost>;

export const UsageEntry = z
  .object({
    provider: z.string(),
    meter: z.string(),
    quantity: z.number(),
    cost_micros: Micros,
    currency: z.string(),
    credits: z.int().min(0),
    step: z.string().nullable(),
    attempt: z.int().nullable(),
  })
  .meta({ id: 'UsageEntry' });
export type UsageEntry = z.infer<typeof UsageEntry>;
