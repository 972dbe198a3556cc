import { MillraceError } from '../domain/errors.ts';
import { FREE, type Estimate } from '../domain/estimate.ts';
import type { Price } from '../domain/fund-start.ts';
import type { JsonText } from '../domain/json.ts';
import { decodeJson } from '../domain/json-text.ts';
import type { StoredQuote } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { fingerprint } from './fingerprint.ts';
import { hashQuoteSecret, parseQuoteToken } from './quote-token.ts';
import type { ResolvedWorkflow } from './resolve-workflow.ts';

/** What a run of the workflow with this input would cost; nothing when the workflow says nothing about it. */
export async function estimateRun(context: CommandContext, workflow: ResolvedWorkflow, input: JsonText): Promise<Estimate> {
  if (!workflow.manifest.hasEstimate) return FREE;
  return context.definitions.estimate(workflow.name, workflow.version, input);
}

/** What a start is to cost: what its quote says, or else what its workflow estimates. */
export async function priceRun(
  context: CommandContext,
  caller: Caller,
  start: { readonly workflow: ResolvedWorkflow; readonly input: JsonText; readonly quote?: string | null | undefined },
): Promise<Price> {
  const { workflow, input, quote: token = null } = start;
  if (token !== null) return { kind: 'quoted', quote: requireQuote(context, caller, { workflow, input, token }) };
  if (!workflow.manifest.hasEstimate) return { kind: 'free' };
  return { kind: 'estimated', estimate: await estimateRun(context, workflow, input) };
}

/** Whether it has been used, or has expired by then, is decided when the run is accepted. */
function requireQuote(
  context: CommandContext,
  caller: Caller,
  { workflow, input, token }: { readonly workflow: ResolvedWorkflow; readonly input: JsonText; readonly token: string },
): StoredQuote {
  const parsed = parseQuoteToken(token);
  const quote = parsed === null ? null : context.store.credits.quote(caller.workspaceId, parsed.id);
  if (parsed === null || quote === null || quote.tokenHash !== hashQuoteSecret(parsed.secret)) {
    throw invalid('The quote is not known in this workspace. Ask for a new one.');
  }
  const problem = mismatch(quote, workflow, input);
  if (problem !== null) throw invalid(problem);
  return quote;
}

function mismatch(quote: StoredQuote, workflow: ResolvedWorkflow, input: JsonText): string | null {
  if (quote.workflow !== workflow.name) return `The quote is for the workflow ${quote.workflow}. Ask for a quote for this one.`;
  if (quote.version !== workflow.version) return 'The workflow has changed since the quote was given. Ask for a new one.';
  return quote.inputHash === hashInput(input) ? null : 'The quote was given for another input. Send that input, or ask for a new quote.';
}

export function hashInput(input: JsonText): string {
  return fingerprint(decodeJson(input));
}

function invalid(detail: string): MillraceError {
  return new MillraceError('quote_invalid', detail);
}
