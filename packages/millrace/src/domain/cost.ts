import { MillraceError } from './errors.ts';
import { LIMITS } from './limits.ts';
import { bad, good } from './result.ts';
import type { Result } from './result.ts';
import type { CostTotals, UsageEntry } from './usage.ts';

type CostEntry = Pick<UsageEntry, 'currency' | 'provider' | 'costMicros'>;

const OTHER = 'other';

/** The totals with one entry added. Throws `limit_exceeded` where `tryAddCost` has a problem: money is never rounded. */
export function addCost(totals: CostTotals, entry: CostEntry): CostTotals {
  const added = tryAddCost(totals, entry);
  if (!added.ok) throw new MillraceError('limit_exceeded', added.problem);
  return added.value;
}

/**
 * The same as a value, for who decides whether an entry may be recorded. A cost that is not an exact integer, a total that
 * would not be one, and a currency beyond `LIMITS.costCurrencies` are problems. Negative entries are refunds.
 * Beyond `LIMITS.costProviders` further providers are added up as `other`.
 */
export function tryAddCost(totals: CostTotals, entry: CostEntry): Result<CostTotals> {
  const { currency, costMicros } = entry;
  if (!Number.isSafeInteger(costMicros)) return bad(`The cost ${costMicros} is not a whole number of millionths.`);
  const currencies = new Map(Object.entries(totals));
  const providers = new Map(Object.entries(currencies.get(currency) ?? {}));
  if (!currencies.has(currency) && currencies.size >= LIMITS.costCurrencies) {
    return bad(`The costs of a run can have ${LIMITS.costCurrencies} currencies; ${currency} would be one more.`);
  }
  const isKnown = providers.has(entry.provider) || countProviders(totals) < LIMITS.costProviders;
  const provider = isKnown ? entry.provider : OTHER;
  providers.set(provider, (providers.get(provider) ?? 0) + costMicros);
  if (!isExact(providers)) return bad(`The costs in ${currency} go beyond what can be added exactly.`);
  currencies.set(currency, Object.fromEntries(providers));
  return good(Object.fromEntries(currencies));
}

function countProviders(totals: CostTotals): number {
  let count = 0;
  for (const providers of Object.values(totals)) count += Object.keys(providers).length;
  return count;
}

/** True when any part of the amounts, however it is summed, is an exact integer. */
function isExact(providers: ReadonlyMap<string, number>): boolean {
  let size = 0;
  for (const micros of providers.values()) size += Math.abs(micros);
  return Number.isSafeInteger(size);
}

/** Micro-units per currency, over all providers. */
export function totalMicros(totals: CostTotals): { readonly [currency: string]: number } {
  const sums = Object.entries(totals).map(([currency, providers]): [string, number] => [
    currency,
    Object.values(providers).reduce((sum, micros) => sum + micros, 0),
  ]);
  return Object.fromEntries(sums);
}

/** Micro-units as exact decimal text with at least two places: `1500000` is `1.50`, `-1` is `-0.000001`. */
export function formatMicros(micros: number): string {
  if (!Number.isSafeInteger(micros)) throw new RangeError(`${micros} is not a whole number of millionths.`);
  const digits = String(Math.abs(micros)).padStart(7, '0');
  const places = digits.slice(-6).replace(/0{1,4}$/, '');
  return `${micros < 0 ? '-' : ''}${digits.slice(0, -6)}.${places}`;
}
