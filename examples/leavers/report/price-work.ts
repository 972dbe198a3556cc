import type { LeaversInput, LeaversOutput } from '../schemas.ts';
import type { UsageInput } from 'millrace';

/** Nobody outside is asked, so there is one provider: this machine, at the prices of the input. */
const PROVIDER = 'local';

export interface Prices {
  rows(count: number): UsageInput;
  comparisons(count: number): UsageInput;
  total(rows: number, comparisons: number): LeaversOutput['costs'];
}

export function priceWork(prices: LeaversInput['prices']): Prices {
  const costOfRows = (count: number): number => count * prices.row_micros;
  const costOfComparisons = (count: number): number => count * prices.comparison_micros;
  return {
    rows: (count) => ({ provider: PROVIDER, meter: 'rows', quantity: count, costMicros: costOfRows(count) }),
    comparisons: (count) => ({ provider: PROVIDER, meter: 'comparisons', quantity: count, costMicros: costOfComparisons(count) }),
    total: (rows, comparisons) => {
      const cost = costOfRows(rows) + costOfComparisons(comparisons);
      return { currency: 'USD', total_micros: cost, providers: { [PROVIDER]: { cost_micros: cost, usage: { rows, comparisons } } } };
    },
  };
}
