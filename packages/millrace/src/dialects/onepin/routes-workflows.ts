import type { Reply } from '../../api/reply.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { answer, presentPagination } from './envelope.ts';
import { hasState, presentWorkflow, presentWorkflowItem, WORKFLOW_WORDS, type WorkflowFacts } from './present-workflow.ts';
import { countByWord, everyRun, sumOf } from './runs-of-workflow.ts';
import { sortBy } from './sort-by.ts';
import { runWord } from './statuses.ts';
import { readFlag, readPaging, readSearch, readSorting, readSpan, readWord } from './translate-list.ts';
import { readUuid, refused } from './translate.ts';
import { ownerId } from './users.ts';
import { definitionOfWorkflow, idOf, nameOf, requireWorkflow, workflowsOf, type Workflow } from './workflows.ts';

const WAYS = { name: 'asc', updated_at: 'desc', runs_count: 'desc' } as const;

function factsOf({ deps, caller: { workspaceId } }: DialectCall, workflow: Workflow): WorkflowFacts {
  const { stored } = workflow;
  const filter = { workflow: stored.name };
  const counts = countByWord(deps, workspaceId, filter);
  const [latest] = everyRun(deps, workspaceId, filter);
  const versions = deps.context.store.workflows.versions(workspaceId, stored.name);
  return {
    id: idOf(workflow, workspaceId),
    userId: ownerId(workspaceId),
    name: nameOf(workflow),
    description: stored.description,
    createdAt: Math.min(stored.registeredAt, ...versions.map(({ registeredAt }) => registeredAt)),
    updatedAt: stored.registeredAt,
    runsCount: sumOf(counts),
    lastRun: latest === undefined ? null : { createdAt: latest.createdAt, status: runWord(latest) },
    counts,
  };
}

function list(call: DialectCall): Reply {
  const { query } = call;
  const paging = readPaging(query);
  const sorting = readSorting(query, WAYS);
  const [state, search, hasFailed] = [readWord(query, 'status', WORKFLOW_WORDS), readSearch(query), readFlag(query, 'has_failed_run')];
  const span = readSpan(query, 'last_run_after', 'last_run_before');
  const found = workflowsOf(call.deps, call.caller.workspaceId)
    .map((workflow) => factsOf(call, workflow))
    .filter((facts) => {
      const at = facts.lastRun?.createdAt ?? null;
      if (state !== null && !hasState(facts, state)) return false;
      if (search !== null && !`${facts.name}\n${facts.description}`.toLowerCase().includes(search)) return false;
      if (hasFailed !== null && facts.counts.failed > 0 !== hasFailed) return false;
      if (span.from !== null && (at === null || at < span.from)) return false;
      return span.to === null || (at !== null && at <= span.to);
    });
  const sorted = sortBy(found, sorting.length === 0 ? [{ field: 'updated_at', descending: true }] : sorting, {
    value: (facts, field) => ({ name: facts.name, updated_at: facts.updatedAt, runs_count: facts.runsCount })[field],
    id: ({ id }) => id,
  });
  const pagination = presentPagination(`${call.dialectUrl}/api/v1/workflows`, query, paging, sorted.length);
  const page = sorted.slice(paging.offset, paging.offset + paging.limit);
  return answer(call, page.map(presentWorkflowItem), { pagination });
}

function get(call: DialectCall): Reply {
  const workflow = requireWorkflow(call);
  return answer(call, presentWorkflow(factsOf(call, workflow), definitionOfWorkflow(workflow)));
}

/** Names are told apart by case. A workflow of that name that the dialect does not show is in the way as well. */
function nameAvailability(call: DialectCall): Reply {
  const { deps, caller, query } = call;
  const name = (query.get('name') ?? '').trim();
  if (name === '' || name.length > 200) throw refused([{ pointer: '?name', message: 'must have 1 to 200 characters' }]);
  const excluded = query.get('exclude_id');
  const excludedId = excluded === null ? null : readUuid({ exclude_id: excluded }, 'exclude_id');
  const shown = workflowsOf(deps, caller.workspaceId);
  const isTaken = shown.some((workflow) => nameOf(workflow) === name && idOf(workflow, caller.workspaceId) !== excludedId);
  const isHidden = !shown.some(({ stored }) => stored.name === name) && deps.context.store.workflows.get(caller.workspaceId, name) !== null;
  return answer(call, { name, available: !isTaken && !isHidden });
}

export const WORKFLOW_ROUTES: readonly DialectRoute[] = [
  { method: 'GET', path: '/api/v1/workflows', policy: 'workflows:read', handle: list },
  { method: 'GET', path: '/api/v1/workflows/name-availability', policy: 'workflows:read', handle: nameAvailability },
  { method: 'GET', path: '/api/v1/workflows/{workflow_id}', policy: 'workflows:read', handle: get },
];
