import type { ApiDeps } from '../../api/api-deps.ts';
import type { Run } from '../../domain/run.ts';
import { automationOf, currentAutomation, versionId, type Automation } from './automations.ts';
import { showId } from './ids.ts';
import { previousRunOf } from './lineage.ts';
import type { RunFacts } from './present.ts';
import { presentStatus } from './statuses.ts';

/** Where a chain of reruns is counted no further. */
const LONGEST_CHAIN = 1000;

/** Everything that a run is shown with beyond its own fields; null when the dialect does not show the run. */
export function runFacts(deps: ApiDeps, run: Run): RunFacts | null {
  const automation = automationOf(deps, run);
  if (automation === null) return null;
  return {
    run,
    automation,
    versionId: versionId(automation, run.workspaceId),
    sampleRank: deps.sampleRanks.of(run.workspaceId, run.id),
    by: actorOf(deps, run),
    retryNumber: chainLength(deps, run),
    ...volatileFacts(deps, run, automation),
  };
}

/** What may be different at the next look although the run has not changed. */
export function volatileFacts(deps: ApiDeps, run: Run, own: Automation): Pick<RunFacts, 'next' | 'current'> {
  const { store, definitions } = deps.context;
  // Only what has ended, or cannot go on without a person, is ever done again.
  const canHaveNext = 'finishedAt' in run || run.status === 'waiting';
  const next = canHaveNext ? store.runs.next(run.workspaceId, run.id) : null;
  const newest = currentAutomation(deps, run) ?? own;
  const { name, version } = newest.workflow.stored;
  return {
    next: next === null ? null : { id: showId('exec', next.id), status: presentStatus(next) },
    current: { version, isLoaded: definitions.isLoaded(name, version) },
  };
}

/** The key that a run was started with. */
function actorOf(deps: ApiDeps, { trigger, workspaceId }: Run): RunFacts['by'] {
  if (trigger.actor === null || trigger.type === 'run') return null;
  const key = deps.context.store.access.keyById(trigger.actor);
  return { id: trigger.actor, name: key?.workspaceId === workspaceId ? key.name : null };
}

/** How many runs came before this one in its chain of retries and reruns. */
function chainLength(deps: ApiDeps, run: Run): number {
  let length = 0;
  let before = previousRunOf(run);
  while (before !== null && length < LONGEST_CHAIN) {
    length += 1;
    const previous = deps.context.store.runs.get(run.workspaceId, before);
    before = previous === null ? null : previousRunOf(previous);
  }
  return length;
}
