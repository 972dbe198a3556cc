import { json, type Reply } from '../../api/reply.ts';
import { seenRun } from '../../api/read-run.ts';
import { LIMITS } from '../../domain/limits.ts';
import type { Run } from '../../domain/run.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { RunFilter } from '../../store/run-filter.ts';
import type { Page, PageOf } from '../../store/store.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { isAddressed, listAutomations } from './automations.ts';
import { presentListItem, type RunFacts } from './present.ts';
import { runFacts } from './run-facts.ts';
import { presentStatus } from './statuses.ts';
import { translateList, type ListQuery, type Span } from './translate-list.ts';

/** Rounds of looking on when a page holds nothing that fits: it may be short, and is not empty for nothing. */
const ROUNDS = 20;

function listRuns(call: DialectCall): Reply {
  const query = translateList(call.query, call.now);
  const filter = storeFilter(call, query);
  if (filter === null) return json(200, { runs: [], nextCursor: null });
  let { cursor } = query;
  if (query.offset > 0) {
    const start = skip(call, filter, query.offset, cursor);
    if (start === null) return json(200, { runs: [], nextCursor: null });
    ({ cursor } = start);
  }
  for (let round = 1; ; round += 1) {
    const page = readPage(call, filter, { limit: query.limit, cursor });
    const runs = page.data.flatMap((run) => factsIfWanted(call, query, run)).map(presentListItem);
    if (runs.length > 0 || page.nextCursor === null || round >= ROUNDS) return json(200, { runs, nextCursor: page.nextCursor });
    cursor = page.nextCursor;
  }
}

/** What the store can filter by; null when nothing can fit. */
function storeFilter({ deps, caller }: DialectCall, { filter, types, sources, matchesNothing }: ListQuery): RunFilter | null {
  const fitting = listAutomations(deps, caller.workspaceId).filter(
    (candidate) =>
      (types.length === 0 || types.includes(candidate.type)) &&
      (sources.length === 0 || sources.some((address) => isAddressed(candidate, address))),
  );
  if (matchesNothing || fitting.length === 0) return null;
  const workflows = fitting.map(({ workflow }) => workflow.stored.name);
  // More of them than the store takes are told apart run by run.
  return workflows.length > LIMITS.filterWorkflows ? filter : { ...filter, workflows };
}

function readPage({ deps, caller }: DialectCall, filter: RunFilter, page: Page): PageOf<Run> {
  return deps.context.store.runs.list(caller.workspaceId, filter, page);
}

/** The cursor behind so many runs; null when there are not so many. */
function skip(call: DialectCall, filter: RunFilter, count: number, from: string | null): { readonly cursor: string } | null {
  let cursor = from;
  for (let left = count; left > 0;) {
    const page = readPage(call, filter, { limit: Math.min(left, LIMITS.pageSize), cursor });
    left -= page.data.length;
    if (page.nextCursor === null) return null;
    cursor = page.nextCursor;
  }
  return cursor === null ? null : { cursor };
}

function factsIfWanted({ deps }: DialectCall, query: ListQuery, run: Run): readonly RunFacts[] {
  const facts = runFacts(deps, seenRun(deps, run));
  if (facts === null || !isSource(facts, query) || !isWanted(query, run)) return [];
  const asksReview = query.noteContains !== null || Object.values(query.reviewed).some((span) => span !== null);
  if (!asksReview) return [facts];
  const verdict = deps.context.store.verdicts.get(run.workspaceId, run.id);
  return verdict !== null && isReviewWanted(query, verdict) ? [facts] : [];
}

function isSource({ automation }: RunFacts, { types, sources }: ListQuery): boolean {
  if (types.length > 0 && !types.includes(automation.type)) return false;
  return sources.length === 0 || sources.some((address) => isAddressed(automation, address));
}

function isWanted(query: ListQuery, run: Run): boolean {
  const { statuses, triggers, actors, verdicts, verdictStatuses, exampleIdContains } = query;
  if (statuses.length > 0 && !statuses.includes(presentStatus(run))) return false;
  if (triggers.length > 0 && !triggers.includes(run.trigger.type)) return false;
  if (actors.length > 0 && !actors.includes(run.trigger.actor)) return false;
  if (verdicts.length > 0 && (run.verdict === null || !verdicts.includes(run.verdict.verdict))) return false;
  if (verdictStatuses.length > 0 && (run.verdict === null || !verdictStatuses.includes(run.verdict.status))) return false;
  return exampleIdContains === null || (run.example?.id.includes(exampleIdContains) ?? false);
}

function isReviewWanted({ noteContains, reviewed }: ListQuery, verdict: Verdict): boolean {
  if (noteContains !== null && !(verdict.note ?? '').toLowerCase().includes(noteContains.toLowerCase())) return false;
  return (
    isWithin(reviewed.created, verdict.createdAt) &&
    isWithin(reviewed.updated, verdict.updatedAt) &&
    isWithin(reviewed.closed, verdict.closedAt)
  );
}

function isWithin(span: Span | null, at: number | null): boolean {
  if (span === null) return true;
  return at !== null && at > span.after && at < span.before;
}

export const LIST_ROUTES: readonly DialectRoute[] = [{ method: 'GET', path: '/runs', policy: 'runs:read', handle: listRuns }];
