import type { Cost, Run as WireRun, UsageEntry as WireUsage } from '@millrace/protocol';
import { totalMicros } from '../../../domain/cost.ts';
import { chargedCredits } from '../../../domain/ledger.ts';
import { isTerminal } from '../../../domain/run-status.ts';
import type { Run } from '../../../domain/run.ts';
import type { CostTotals, UsageEntry } from '../../../domain/usage.ts';

export function presentCosts(costs: CostTotals): Cost[] {
  const totals = new Map(Object.entries(totalMicros(costs)));
  return Object.entries(costs).map(([currency, providers]) => ({
    currency,
    total_micros: totals.get(currency) ?? 0,
    by_provider: { ...providers },
  }));
}

export function presentUsage(entry: UsageEntry): WireUsage {
  const { provider, meter, quantity, currency, credits, step, attempt } = entry;
  return { provider, meter, quantity, cost_micros: entry.costMicros, currency, credits, step, attempt };
}

export function presentRunCredits({ credits, creditsUsed, status }: Run): WireRun['credits'] {
  return {
    held: credits?.held ?? 0,
    used: creditsUsed,
    charged: isTerminal(status) ? chargedCredits(credits, creditsUsed) : null,
    quote_id: credits?.quoteId ?? null,
  };
}
