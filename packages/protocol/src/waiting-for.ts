import { z } from 'zod';
import { Id, Timestamp } from './scalar.ts';

export const WaitingFor = z
  .object({
    kind: z.enum(['timer', 'retry', 'signal', 'review', 'child', 'budget', 'attention']),
    name: z.string(),
    until: Timestamp.nullable().meta({ description: 'When the wait ends by itself, if it does.' }),
    review_id: Id.nullable(),
    run_id: Id.nullable().meta({ description: 'The run that is waited for.' }),
  })
  .meta({ id: 'WaitingFor' });
export type WaitingFor = z.infer<typeof WaitingFor>;
