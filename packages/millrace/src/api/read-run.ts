import { MillraceError } from '../domain/errors.ts';
import type { Run } from '../domain/run.ts';
import type { ApiDeps } from './api-deps.ts';

/** The run of that id in the workspace. What does not exist and what belongs to somebody else are one and the same. */
export function readRun(deps: ApiDeps, workspaceId: string, runId: string): Run {
  const run = deps.context.store.runs.get(workspaceId, runId);
  if (run === null) throw new MillraceError('not_found', 'There is no such run in this workspace.');
  return seenRun(deps, run);
}

/** Every run that an answer is made from goes through here, so that no later poll answers with an older state. */
export function seenRun(deps: ApiDeps, run: Run): Run {
  deps.statusCache.noticed(run.workspaceId, run.id, run.seq);
  return run;
}
