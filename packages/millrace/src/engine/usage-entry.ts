import { checkUsage, type UsageEntry } from '../domain/usage.ts';
import type { UsageInput } from './run-context.ts';

/** Fills in what an author may leave out, and throws for what could not be added up. */
export function usageEntry(input: UsageInput, of: Pick<UsageEntry, 'step' | 'attempt'>): UsageEntry {
  const { provider, meter, quantity, costMicros = 0, currency = 'USD', credits = 0 } = input;
  const checked = checkUsage({ provider, meter, quantity, costMicros, currency, credits, ...of });
  if (!checked.ok) throw new RangeError(`The usage cannot be recorded: ${checked.problem}`);
  return checked.value;
}
