import type { Candidate } from './matching/match-people.ts';
import type { Prices } from './report/price-work.ts';
import type { RunContext } from 'millrace';
import type { Workbench } from './workbench.ts';
import { percentIn } from './stages.ts';
import { setImmediate as breathe } from 'node:timers/promises';

/** Few enough that the thread can do other things in between. */
const PEOPLE_PER_BATCH = 128;

export interface Matches {
  readonly comparisons: number;
  readonly candidates: () => readonly Candidate[];
}

/** Compares everybody of the earlier snapshot with whoever they could be in the later one, batch by batch, each on record when it is done. */
export async function comparePeople(run: RunContext, bench: Workbench, count: number, prices: Prices): Promise<Matches> {
  const batches = Array.from({ length: Math.ceil(count / PEOPLE_PER_BATCH) }, (_, index) => index * PEOPLE_PER_BATCH);
  const compare = async (from: number): Promise<{ candidates: readonly Candidate[]; comparisons: number }> => {
    const { matcher, peopleBefore } = await bench.prepared();
    await breathe();
    return matcher.findCandidates(peopleBefore.people.slice(from, from + PEOPLE_PER_BATCH));
  };
  const found = await run.map(
    'compare people',
    batches,
    async (from, step) => {
      const batch = await compare(from);
      const done = Math.min(from + PEOPLE_PER_BATCH, count);
      step.progress({ percent: percentIn('match', done / count), message: `Compared ${done} of ${count} people`, done, total: count });
      return batch;
    },
    { concurrency: 1, maxFailed: 0 },
  );
  const comparisons = found.values.reduce((sum, batch) => sum + batch.comparisons, 0);
  run.usage(prices.comparisons(comparisons));
  return { comparisons, candidates: () => found.values.flatMap((batch) => batch.candidates) };
}
