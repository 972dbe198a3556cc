import type { CreditTerms } from './credit-terms.ts';
import type { Estimate } from './estimate.ts';
import type { Plan } from './plan.ts';
import type { Quote } from './quote.ts';
import type { StartGuard } from './start-guard.ts';

/** What a run is to cost: a price that was agreed on, or an estimate, or nothing. */
export type Price =
  | { readonly kind: 'quoted'; readonly quote: Pick<Quote, 'id' | 'credits'> }
  | { readonly kind: 'estimated'; readonly estimate: Estimate }
  | { readonly kind: 'free' };

export interface Funding {
  readonly terms: CreditTerms | null;
  readonly guards: readonly StartGuard[];
}

/** The least that must be available for a metered workspace to start. */
export function leastCredits(price: Price): number {
  if (price.kind === 'free') return 0;
  return price.kind === 'quoted' ? price.quote.credits : price.estimate.min;
}

/**
 * How a start is paid for. A metered workspace puts aside the most that the run may cost, or all it has if that is less; the
 * guard makes sure that it still has it when the run is accepted. One that is not metered always gets what it asks for.
 */
export function fundStart(price: Price, plan: Pick<Plan, 'metered'>, available: number): Funding {
  if (price.kind === 'free') return { terms: null, guards: [] };
  const held = price.kind === 'quoted' ? price.quote.credits : toHold(price.estimate, plan, available);
  const quoteId = price.kind === 'quoted' ? price.quote.id : null;
  const terms = { held, prepaid: quoteId !== null, quoteId };
  return { terms, guards: plan.metered && held > 0 ? [{ kind: 'available-credits', atLeast: held }] : [] };
}

function toHold({ min, max }: Estimate, { metered }: Pick<Plan, 'metered'>, available: number): number {
  return metered ? Math.max(min, Math.min(max, available)) : max;
}

/** What the plan and the request want to hold when a run is accepted. A workspace without limits is asked nothing. */
export function startGuards(plan: Plan, workflow: string, onlyOneOfWorkflow: boolean): readonly StartGuard[] {
  const guards: StartGuard[] = [];
  if (!plan.active) guards.push({ kind: 'active-plan' });
  if (plan.concurrentRuns !== null) guards.push({ kind: 'live-runs', workflow: null, max: plan.concurrentRuns });
  if (onlyOneOfWorkflow) guards.push({ kind: 'live-runs', workflow, max: 1 });
  return guards;
}
