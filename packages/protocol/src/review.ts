import { z } from 'zod';
import { pageOf } from './page.ts';
import { REQUEST_LIMITS } from './request-limits.ts';
import { Id, JsonValue, Timestamp } from './scalar.ts';

export const ReviewDecision = z.enum(['approved', 'rejected', 'edited']).meta({ id: 'ReviewDecision' });

export const Review = z
  .object({
    id: Id,
    run_id: Id,
    workflow: z.string(),
    name: z.string(),
    title: z.string(),
    form: z.unknown().meta({ description: 'JSON Schema of `value`, or null.' }),
    data: z.unknown().meta({ description: 'What is to be reviewed.' }),
    status: z.enum(['open', 'closed', 'decided']).meta({ description: 'Closed: the run went on or ended without a decision.' }),
    decision: ReviewDecision.nullable(),
    value: JsonValue,
    note: z.string().nullable(),
    decided_by: z.string().nullable(),
    requested_at: Timestamp,
    expires_at: Timestamp.nullable(),
    closed_at: Timestamp.nullable(),
    decided_at: Timestamp.nullable(),
  })
  .meta({ id: 'Review' });
export type Review = z.infer<typeof Review>;

export const ReviewList = pageOf(Review).meta({ id: 'ReviewList' });

export const DecideReview = z
  .strictObject({
    decision: ReviewDecision,
    value: JsonValue.optional().meta({ description: 'Needed when the decision is `edited`.' }),
    note: z.string().max(REQUEST_LIMITS.reviewNoteLength).optional(),
  })
  .meta({ id: 'DecideReview' });
export type DecideReview = z.infer<typeof DecideReview>;
