import type { UsageEntry } from '../domain/usage.ts';
import type { UsageInput } from './run-context.ts';

/** Fills in what an author may leave out, and refuses what could not be added up. */
export function costed(input: UsageInput): Omit<UsageEntry, 'step' | 'attempt'> {
  const { provider, meter, quantity, costMicros = 0, currency = 'USD' } = input;
  if (!Number.isFinite(quantity) || quantity < 0) {
    throw new RangeError(`The quantity of ${provider} ${meter} is ${quantity}; it must be a number of at least 0.`);
  }
  if (!Number.isSafeInteger(costMicros)) {
    throw new RangeError(`The cost of ${provider} ${meter} is ${costMicros}; it must be a whole number of millionths of ${currency}.`);
  }
  return { provider, meter, quantity, costMicros, currency };
}
