import { isCredits } from './estimate.ts';
import { LIMITS } from './limits.ts';
import { checkName } from './names.ts';
import { bad, good } from './result.ts';
import type { Result } from './result.ts';

const CURRENCY = /^[A-Z]{3}$/;

/** One measurement: what was used, how much, and what it cost in millionths of the currency. */
export interface UsageEntry {
  readonly provider: string;
  /** For example `input_tokens`, `calls`, `pages`, `cpu_ms`. */
  readonly meter: string;
  readonly quantity: number;
  readonly costMicros: number;
  readonly currency: string;
  /** Whole credits from 0 to `LIMITS.credits`. */
  readonly credits: number;
  readonly step: string | null;
  readonly attempt: number | null;
}

/** Micro-units per currency and provider: `totals.USD.openai`. */
export type CostTotals = { readonly [currency: string]: { readonly [provider: string]: number } };

/** Whether a measurement can be recorded: names on one line, an amount from 0 on, a cost in whole millionths of an ISO 4217 currency. */
export function checkUsage(entry: UsageEntry): Result<UsageEntry> {
  const provider = checkName(entry.provider);
  if (!provider.ok) return bad(`The provider is not valid. ${provider.problem}`);
  const meter = checkName(entry.meter);
  if (!meter.ok) return bad(`The meter is not valid. ${meter.problem}`);
  const isAmount = Number.isFinite(entry.quantity) && entry.quantity >= 0;
  if (!isAmount) return bad(`The quantity ${entry.quantity} is not a number from 0 on.`);
  if (!Number.isSafeInteger(entry.costMicros)) return bad(`The cost ${entry.costMicros} is not a whole number of millionths.`);
  const isWhole: boolean = isCredits(entry.credits);
  if (!isWhole) return bad(`The credits ${entry.credits} are not a whole number from 0 to ${LIMITS.credits}.`);
  if (!CURRENCY.test(entry.currency)) return bad('The currency must be three capital letters, for example USD.');
  return good(entry);
}
