import { z } from 'zod';
import { pageOf } from './page.ts';

export const RowOutcome = z.enum(['delivered', 'dropped', 'failed']).meta({ id: 'RowOutcome' });

const Count = z.int().min(0);

/** A named set of rows that a run delivers. */
export const RecordSet = z
  .object({
    name: z.string(),
    count: Count,
    outcomes: z
      .object({ delivered: Count, dropped: Count, failed: Count })
      .nullable()
      .meta({ description: 'How many rows have which outcome; null when they have none.' }),
    url: z.string(),
  })
  .meta({ id: 'RecordSet' });
export type RecordSet = z.infer<typeof RecordSet>;

export const RecordSetList = pageOf(RecordSet).meta({ id: 'RecordSetList' });

export const RecordPage = z
  .object({
    ...pageOf(z.unknown().meta({ description: 'A row.' })).shape,
    outcomes: z
      .array(z.object({ index: Count, outcome: RowOutcome.nullable(), reason: z.string().nullable() }))
      .optional()
      .meta({ description: 'Only with `outcomes=true`: for each row its place in the set, and what became of it.' }),
  })
  .meta({ id: 'RecordPage' });
export type RecordPage = z.infer<typeof RecordPage>;
