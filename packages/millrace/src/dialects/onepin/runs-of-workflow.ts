import type { ApiDeps } from '../../api/api-deps.ts';
import type { Run } from '../../domain/run.ts';
import type { RunFilter } from '../../store/run-filter.ts';
import { runWord, RUN_WORDS, type RunWord } from './statuses.ts';

const BATCH = 100;
/** Runs that are looked at one by one: what is sorted, searched or averaged is so among the newest of them. */
const MOST_RUNS = 10_000;
/** Runs are counted no further. */
const COUNTED = 1_000_000;

/** Runs, newest first, at most `MOST_RUNS`. */
export function* everyRun(deps: ApiDeps, workspaceId: string, filter: RunFilter): Generator<Run> {
  let cursor: string | null = null;
  for (let seen = 0; seen < MOST_RUNS;) {
    const page: { readonly data: readonly Run[]; readonly nextCursor: string | null } = deps.context.store.runs.list(workspaceId, filter, {
      limit: BATCH,
      cursor,
    });
    yield* page.data;
    if (page.nextCursor === null) return;
    seen += page.data.length;
    cursor = page.nextCursor;
  }
}

export function countRuns(deps: ApiDeps, workspaceId: string, filter: RunFilter): number {
  return deps.context.store.runs.count(workspaceId, filter, COUNTED);
}

export type WordCounts = { readonly [W in RunWord]: number };

/** How many runs there are of each word. */
export function countByWord(deps: ApiDeps, workspaceId: string, filter: RunFilter): WordCounts {
  const count = (statuses: RunFilter['statuses'] & object): number => countRuns(deps, workspaceId, { ...filter, statuses });
  const queued = count(['queued']);
  // A queued run that has started before is running.
  const again = queued === 0 ? 0 : countAgain(deps, workspaceId, filter);
  return {
    pending: queued - again,
    running: count(['running', 'waiting']) + again,
    completed: count(['completed']),
    failed: count(['failed']),
    cancelled: count(['cancelled']),
    paused: count(['paused']),
  };
}

function countAgain(deps: ApiDeps, workspaceId: string, filter: RunFilter): number {
  let again = 0;
  for (const run of everyRun(deps, workspaceId, { ...filter, statuses: ['queued'] })) if (runWord(run) === 'running') again += 1;
  return again;
}

export function sumOf(counts: WordCounts): number {
  return RUN_WORDS.reduce((sum, word) => sum + counts[word], 0);
}
