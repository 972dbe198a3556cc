import type { Cost, UsageEntry as WireUsage } from '@millrace/protocol';
import { totalMicros } from '../../../domain/cost.ts';
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
  const { provider, meter, quantity, currency, step, attempt } = entry;
  return { provider, meter, quantity, cost_micros: entry.costMicros, currency, step, attempt };
}
