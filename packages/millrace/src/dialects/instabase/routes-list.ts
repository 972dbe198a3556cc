import { jsonText, type Reply } from '../../api/reply.ts';
import { seenRun } from '../../api/read-run.ts';
import { LIMITS } from '../../domain/limits.ts';
import type { Run } from '../../domain/run.ts';
import type { RunFilter } from '../../store/run-filter.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { appId, appName, appOfRun, appsOf, deploymentsOf } from './apps.ts';
import { encodeExactJson } from './exact-json.ts';
import { keysNamed } from './key-names.ts';
import type { RunBody } from './present.ts';
import { originOf } from './run-origin.ts';
import { bodyOf } from './routes-runs.ts';
import { statusWord } from './statuses.ts';
import { MOST_RUNS, translateList, type ListQuery } from './translate-list.ts';

/** Pages may be short: this many are read at most. */
const MOST_PAGES = 20;

function listRuns(call: DialectCall): Reply {
  const asked = translateList(call.query, call.now);
  const filter = storeFilter(call, asked);
  const runs = filter === null ? [] : collect(call, asked, filter).toSorted(orderOf(asked));
  return jsonText(200, encodeExactJson({ runs: runs.slice(asked.offset, asked.offset + asked.limit) }));
}

/** What the store can filter by; null when nothing can fit. */
function storeFilter({ deps, caller }: DialectCall, asked: ListQuery): RunFilter | null {
  const workflows = appsOf(deps, caller.workspaceId)
    .filter((app) => asked.appId === null || appId(app) === asked.appId)
    .filter((app) => asked.appName === null || appName(app) === asked.appName)
    .filter((app) => asked.deploymentId === null || deploymentsOf(app).includes(asked.deploymentId))
    .map(({ stored }) => stored.name);
  if (workflows.length === 0) return null;
  const named = asked.username === null ? null : keysNamed(deps, caller.workspaceId, asked.username);
  if (named?.length === 0) return null;
  const [actor] = named ?? [];
  return {
    ...asked.filter,
    // More of them than the store takes are told apart run by run.
    ...(workflows.length > LIMITS.filterWorkflows ? {} : { workflows }),
    ...(named?.length === 1 && actor !== undefined ? { actor } : {}),
  };
}

/** The newest runs that fit, as far as a list goes. */
function collect(call: DialectCall, asked: ListQuery, filter: RunFilter): readonly RunBody[] {
  const { deps, caller } = call;
  const actors = asked.username === null ? null : keysNamed(deps, caller.workspaceId, asked.username);
  const found: RunBody[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES && found.length < MOST_RUNS; page += 1) {
    const { data, nextCursor } = deps.context.store.runs.list(caller.workspaceId, filter, { limit: LIMITS.pageSize, cursor });
    for (const run of data) {
      const body = isWanted(call, asked, run) && isStartedBy(run, actors) ? bodyOf(deps, seenRun(deps, run)) : null;
      if (body !== null) found.push(body);
    }
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return found;
}

function isWanted({ deps }: DialectCall, asked: ListQuery, run: Run): boolean {
  const origin = originOf(run);
  const app = appOfRun(deps, run);
  if (app === null) return false;
  if (asked.statuses.length > 0 && !asked.statuses.includes(statusWord(run))) return false;
  if (asked.appId !== null && appId(app) !== asked.appId) return false;
  if (asked.appName !== null && appName(app) !== asked.appName) return false;
  if (asked.deploymentId !== null && origin.deployment_id !== asked.deploymentId) return false;
  return asked.outputWorkspaces.length === 0 || asked.outputWorkspaces.includes(origin.output_workspace ?? '');
}

function isStartedBy({ trigger }: Run, actors: readonly string[] | null): boolean {
  return actors === null || (trigger.actor !== null && actors.includes(trigger.actor));
}

/** Runs that are alike in what they are sorted by come newest first. */
function orderOf({ sortBy, ascending }: ListQuery): (a: RunBody, b: RunBody) => number {
  const sign = ascending ? 1 : -1;
  return (a, b) => {
    if (sortBy === 'status') return a.status === b.status ? 0 : sign * (a.status < b.status ? -1 : 1);
    return sign * Number(a.start_timestamp - b.start_timestamp);
  };
}

export const LIST_ROUTES: readonly DialectRoute[] = [{ method: 'GET', path: '/api/v2/apps/runs', policy: 'runs:read', handle: listRuns }];
