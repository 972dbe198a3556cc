import { isDeepStrictEqual } from 'node:util';
import { loadRun } from '../../../packages/millrace/src/engine/load-run.ts';
import type { Store } from '../../../packages/millrace/src/store/store.ts';
import type { Found } from './finding.ts';
import type { SeenRun } from './seen-run.ts';

/** The row that reads use is the fold of the log. */
export function checkFold(store: Store, workspaceId: string, { id }: SeenRun, found: Found): void {
  const row = store.runs.get(workspaceId, id);
  if (row === null) return found('G1', `run ${id} cannot be read`);
  const folded = loadRun(store.events.history(workspaceId, id), row.runNumber)?.run;
  if (isDeepStrictEqual(row, folded)) return;
  found('G6', `run ${id} reads as ${JSON.stringify(row)} and its log says ${JSON.stringify(folded)}`);
}
