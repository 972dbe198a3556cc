import type { ApiDeps } from '../../api/api-deps.ts';
import { decodeChange } from '../../domain/decode-change.ts';
import type { Run } from '../../domain/run.ts';

const REMEMBERED_RUNS = 1000;
const BATCH = 1000;

interface Counted {
  seq: number;
  readonly totals: Map<string, number>;
}

/** What runs have used, by meter over all providers. The log of a run only grows, so each of its events is read once. */
export class UsageTotals {
  private readonly counted = new Map<string, Counted>();

  of(deps: Pick<ApiDeps, 'context'>, run: Pick<Run, 'workspaceId' | 'id' | 'seq'>): { readonly [meter: string]: number } {
    const counted = this.remembered(`${run.workspaceId} ${run.id}`);
    while (counted.seq < run.seq) {
      const events = deps.context.store.events.after(run.workspaceId, run.id, counted.seq, BATCH);
      for (const { type, data } of events) {
        const change = type === 'usage.recorded' ? decodeChange(type, data, null) : null;
        if (change?.type !== 'usage.recorded') continue;
        const { meter, quantity } = change.entry;
        counted.totals.set(meter, (counted.totals.get(meter) ?? 0) + quantity);
      }
      counted.seq = events.at(-1)?.seq ?? run.seq;
    }
    return Object.fromEntries(counted.totals);
  }

  private remembered(key: string): Counted {
    const known = this.counted.get(key);
    if (known !== undefined) return known;
    const [oldest] = this.counted.keys();
    if (oldest !== undefined && this.counted.size >= REMEMBERED_RUNS) this.counted.delete(oldest);
    const fresh = { seq: 0, totals: new Map<string, number>() };
    this.counted.set(key, fresh);
    return fresh;
  }
}
