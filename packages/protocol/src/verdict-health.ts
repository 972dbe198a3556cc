import { z } from 'zod';
import { Id, Timestamp } from './scalar.ts';

const Count = z.int().min(0);
const Share = z.number().min(0).max(1);

const counts = {
  finished: Count,
  judged: Count.meta({ description: '`correct` and `incorrect` together.' }),
  correct: Count,
  incorrect: Count,
  unjudged: Count.meta({ description: 'Verdicts that judge nothing; no share counts them.' }),
  coverage: Share.nullable().meta({ description: 'Judged runs among finished ones.' }),
  correctness: Share.nullable().meta({ description: 'Correct runs among judged ones.' }),
  confidence: z
    .object({ lower: Share, upper: Share, level: z.number(), method: z.literal('wilson') })
    .nullable()
    .meta({ description: 'Where the true correctness lies with a probability of 95 %.' }),
};

/** How well the runs of a workflow did, as far as people judged them. Runs count by the time of their creation. */
export const VerdictHealth = z
  .object({
    workflow: z.string(),
    from: Timestamp,
    to: Timestamp,
    totals: z.object(counts),
    bucket: z.enum(['day', 'week', 'month']),
    buckets: z
      .array(z.object({ start: Timestamp, ...counts }))
      .meta({ description: 'In UTC; weeks begin on Monday. Those without runs are left out.' }),
    rolling_window: Count,
    rolling: z
      .array(z.object({ run_id: Id, created_at: Timestamp, judged: Count, correctness: Share }))
      .meta({ description: 'For each judged run, the correctness of the last `rolling_window` up to it; at most 1000 points.' }),
  })
  .meta({ id: 'VerdictHealth' });
export type VerdictHealth = z.infer<typeof VerdictHealth>;
