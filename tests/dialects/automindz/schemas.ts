import { z } from 'zod';

/** UTC with microseconds, as in `2026-04-07T11:36:38.725680Z`. */
const Microseconds = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/);

export const RunBody = z.strictObject({
  run_id: z.uuid(),
  status: z.enum(['QUEUED', 'RUNNING', 'COMPLETED', 'FAILED']),
  result: z.unknown().refine((value) => value !== undefined, 'is missing'),
  started_at: Microseconds.nullable(),
  finished_at: Microseconds.nullable(),
});

export const Started = z.strictObject({ run_id: z.uuid(), status: z.literal('QUEUED'), poll_url: z.string().startsWith('/') });

export const LeaversResult = z.strictObject({
  costs: z.strictObject({ exa_cost: z.number(), openrouter_cost: z.number(), ai_ark_credits_consumed: z.number() }),
  summary: z.strictObject({ leavers_count: z.int(), new_company_dms_count: z.int(), old_company_dms_count: z.int() }),
  leavers_url: z.url(),
  new_company_dms_url: z.url(),
  old_company_dms_url: z.url(),
});

const Fault = z.strictObject({ loc: z.array(z.union([z.string(), z.number()])).min(1), msg: z.string().min(1), type: z.string().min(1) });

export const ErrorBody = z.strictObject({ detail: z.union([z.string().min(1), z.array(Fault).min(1)]) });
