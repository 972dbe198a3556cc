import { decodeChange } from '../domain/decode-change.ts';
import type { Run } from '../domain/run.ts';
import type { UsageEntry } from '../domain/usage.ts';
import type { ApiDeps } from './api-deps.ts';
import { everyEvent } from './every-event.ts';

/** Every measurement of a run, in the order in which they were recorded. */
export function usageOfRun(deps: ApiDeps, run: Run): readonly UsageEntry[] {
  const entries: UsageEntry[] = [];
  for (const event of everyEvent(deps, run)) {
    if (event.type !== 'usage.recorded') continue;
    const change = decodeChange(event.type, event.data, null);
    if (change.type === 'usage.recorded') entries.push(change.entry);
  }
  return entries;
}
