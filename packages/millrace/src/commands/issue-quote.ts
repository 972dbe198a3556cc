import { randomBytes } from 'node:crypto';
import { MillraceError } from '../domain/errors.ts';
import type { Json } from '../domain/json.ts';
import { LIMITS } from '../domain/limits.ts';
import type { Quote } from '../domain/quote.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { prepareInput } from './prepare-input.ts';
import { estimateRun, hashInput } from './price-run.ts';
import { formatQuoteToken, hashQuoteSecret } from './quote-token.ts';
import { refusalToError } from './refusal-to-error.ts';
import { resolveWorkflowRef } from './resolve-workflow.ts';

export interface QuoteRequest {
  /** `name`, or `name@version`. */
  readonly workflow: string;
  /** Absent: the workflow's sample input. */
  readonly input?: Json | undefined;
  /** The run must not cost more; absent, it may cost what the workflow estimates at most. */
  readonly maxCredits?: number | undefined;
  /** How long the quote can be used: `DEFAULT_QUOTE_TTL_MS` unless given. */
  readonly ttlMs?: number | undefined;
}

export interface IssuedQuote extends Quote {
  /** Shown once; what is kept is its hash. */
  readonly token: string;
}

export const DEFAULT_QUOTE_TTL_MS = 15 * 60_000;

/**
 * Gives a price for one run with this input. `startRun` with its token pays `credits` at once and gives back what the run
 * does not use. Errors: those of a start, and `invalid_request` at `/max_credits` when the run cannot cost so little.
 */
export async function issueQuote(context: CommandContext, caller: Caller, request: QuoteRequest): Promise<IssuedQuote> {
  const { ttlMs = DEFAULT_QUOTE_TTL_MS, maxCredits = LIMITS.credits } = request;
  requireWhole('/ttl', ttlMs, 1, LIMITS.quoteTtlMs);
  requireWhole('/max_credits', maxCredits, 0, LIMITS.credits);
  const workflow = resolveWorkflowRef(context, caller.workspaceId, request.workflow);
  const { input } = await prepareInput(context, caller, workflow, request.input);
  const estimate = await estimateRun(context, workflow, input);
  if (maxCredits < estimate.min) throw wrong('/max_credits', `must be at least ${estimate.min}, which the run costs in any case`);
  const at = context.now();
  const secret = randomBytes(24).toString('base64url');
  const quote = {
    id: context.newId(),
    workspaceId: caller.workspaceId,
    workflow: workflow.name,
    version: workflow.version,
    inputHash: hashInput(input),
    credits: Math.min(estimate.max, maxCredits),
    estimate,
    createdAt: at,
    expiresAt: at + ttlMs,
  };
  const entry = { ...quote, tokenHash: hashQuoteSecret(secret) };
  const change = { type: 'quote.issued', workspaceId: caller.workspaceId, quote: entry } as const;
  const result = await context.journal.commit([{ kind: 'catalog', at, change }]);
  if (!result.ok) throw refusalToError(result.refusal);
  return { ...quote, token: formatQuoteToken(quote.id, secret) };
}

function requireWhole(pointer: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw wrong(pointer, `must be a whole number from ${min} to ${max}`);
}

function wrong(pointer: string, message: string): MillraceError {
  return new MillraceError('invalid_request', 'The quote cannot be given like this; see errors.', { faults: [{ pointer, message }] });
}
