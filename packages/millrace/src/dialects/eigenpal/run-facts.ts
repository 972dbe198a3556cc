import type { ApiDeps } from '../../api/api-deps.ts';
import type { Run } from '../../domain/run.ts';
import { automationOf, versionId } from './automations.ts';
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
    ...outsideFacts(deps, run),
  };
}

/** What may be different at the next look although the run has not changed. */
function outsideFacts(deps: ApiDeps, run: Run): Pick<RunFacts, 'next' | 'current'> {
  return { next: nextOf(deps, run), current: currentOf(deps, run) };
}

function nextOf({ context }: ApiDeps, run: Run): RunFacts['next'] {
  const next = canHaveNext(run) ? context.store.runs.next(run.workspaceId, run.id) : null;
  return next === null ? null : { id: showId('exec', next.id), status: presentStatus(next) };
}

/** Only what has ended, or cannot go on without a person, is ever done again. */
function canHaveNext(run: Run): boolean {
  return 'finishedAt' in run || (run.status === 'waiting' && run.waitingFor.kind === 'attention');
}

function currentOf({ context }: ApiDeps, run: Run): RunFacts['current'] {
  const version = context.store.workflows.get(run.workspaceId, run.workflow)?.version ?? run.version;
  return { version, isLoaded: context.definitions.isLoaded(run.workflow, version) };
}

/**
 * Whether these facts still hold as long as the run does not change. Other runs are looked at only when there
 * were commits since `seen`.
 */
export function factsHold(
  deps: ApiDeps,
  { run, next, current }: RunFacts,
  { commits, ...before }: { readonly commits: () => number; readonly seen: number },
): () => boolean {
  let { seen } = before;
  return () => {
    const now = currentOf(deps, run);
    if (now.version !== current.version || now.isLoaded !== current.isLoaded) return false;
    const told = commits();
    if (told === seen || !canHaveNext(run)) return true;
    const found = nextOf(deps, run);
    if (found?.id !== next?.id || found?.status !== next?.status) return false;
    seen = told;
    return true;
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
