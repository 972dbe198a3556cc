import { z } from 'zod';
import { pageOf } from './page.ts';
import { REQUEST_LIMITS } from './request-limits.ts';
import { Id, JsonValue, Timestamp } from './scalar.ts';

const Amount = z.int().min(0);

/** What the workspace has. `granted` is always `available + held + spent`. */
export const Credits = z
  .object({
    available: z.int().meta({ description: 'Can be spent. Below zero only when the plan is not metered.' }),
    held: Amount.meta({ description: 'Put aside for runs that have not ended.' }),
    spent: Amount,
    granted: Amount.meta({ description: 'All that was ever given to the workspace.' }),
  })
  .meta({ id: 'Credits' });
export type Credits = z.infer<typeof Credits>;

export const CreditEntryKind = z.enum(['grant', 'hold', 'capture', 'release', 'charge', 'rebate']).meta({
  id: 'CreditEntryKind',
  description: 'The direction in which credits moved.',
});

/** One movement. Entries are only ever added. */
export const CreditEntry = z
  .object({
    id: z.string(),
    seq: z.int().min(1).meta({ description: 'Counts the entries of the workspace without gaps.' }),
    kind: CreditEntryKind,
    from: z.enum(['granted', 'available', 'held', 'spent']),
    to: z.enum(['granted', 'available', 'held', 'spent']),
    amount: z.int().min(1),
    at: Timestamp,
    run_id: Id.nullable(),
    quote_id: Id.nullable(),
    actor: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'CreditEntry' });
export type CreditEntry = z.infer<typeof CreditEntry>;

export const CreditEntryList = pageOf(CreditEntry).meta({ id: 'CreditEntryList' });

export const GrantCredits = z
  .strictObject({
    amount: z.int().min(1).max(REQUEST_LIMITS.credits),
    note: z.string().max(REQUEST_LIMITS.creditNoteLength).optional(),
  })
  .meta({ id: 'GrantCredits' });
export type GrantCredits = z.infer<typeof GrantCredits>;

export const GrantedCredits = z.object({ entry: CreditEntry, credits: Credits }).meta({ id: 'GrantedCredits' });
export type GrantedCredits = z.infer<typeof GrantedCredits>;

const range = { min: Amount, expected: Amount, max: Amount };

/** Whole credits; `min <= expected <= max`. */
export const Estimate = z
  .object({ ...range, breakdown: z.array(z.object({ name: z.string(), kind: z.string().nullable(), ...range })) })
  .meta({ id: 'Estimate' });
export type Estimate = z.infer<typeof Estimate>;

const pricing = {
  workflow: z
    .string()
    .min(1)
    .max(2 * REQUEST_LIMITS.nameLength + 1)
    .meta({ description: 'A name, or `name@version`.' }),
  input: JsonValue.optional().meta({ description: 'The sample input of the workflow when left out.' }),
};

export const PreviewRun = z.strictObject(pricing).meta({ id: 'PreviewRun' });
export type PreviewRun = z.infer<typeof PreviewRun>;

/** What a start would cost, and whether it would be taken now. */
export const RunPreview = z
  .object({
    workflow: z.string(),
    version: z.string(),
    estimate: Estimate,
    balance: z.int().meta({ description: 'Available credits.' }),
    deficit_at_max: Amount.meta({ description: 'How many are missing for the most that the run may cost.' }),
    can_run: z.boolean(),
  })
  .meta({ id: 'RunPreview' });
export type RunPreview = z.infer<typeof RunPreview>;

export const CreateQuote = z
  .strictObject({
    ...pricing,
    max_credits: z.int().min(0).max(REQUEST_LIMITS.credits).optional().meta({ description: 'The run must not cost more.' }),
    ttl: z
      .union([z.int().min(0), z.string().regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/)])
      .optional()
      .meta({ description: 'How long it can be used: 15 minutes unless given, 7 days at most.' }),
  })
  .meta({ id: 'CreateQuote' });
export type CreateQuote = z.infer<typeof CreateQuote>;

const quote = {
  id: Id,
  workflow: z.string(),
  version: z.string(),
  credits: Amount.meta({ description: 'Paid at the start; what the run does not use comes back when it ends.' }),
  estimate: Estimate,
  created_at: Timestamp,
  expires_at: Timestamp,
  run_id: Id.nullable().meta({ description: 'The run that was started with it.' }),
};

/** A price for one run with one input. */
export const Quote = z.object(quote).meta({ id: 'Quote' });
export type Quote = z.infer<typeof Quote>;

export const CreatedQuote = z
  .object({ ...quote, token: z.string().meta({ description: 'Shown once; give it as `quote` to a start. Good for one run.' }) })
  .meta({ id: 'CreatedQuote' });
export type CreatedQuote = z.infer<typeof CreatedQuote>;
