import { json, type Reply } from '../../api/reply.ts';
import { LIMITS } from '../../domain/limits.ts';
import { TERMINAL_STATUSES } from '../../domain/run-status.ts';
import { verdictHealth } from '../../domain/verdict-health.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { listAutomations, requireAutomation, versionId, type Automation } from './automations.ts';
import { badQuery } from './errors.ts';
import { offsetPage } from './offset-page.ts';
import { presentAutomation, presentAutomationDetail, presentTriggers, type AutomationFacts } from './present-automation.ts';
import { presentHealth, type AskedHealth, type SeenRun } from './present-health.ts';
import { iso } from './times.ts';
import { translateHealth } from './translate-health.ts';

/** How many finished runs the rolling view of health goes back over. */
const SEEN_RUNS = 2_000;

export function automationAsked({ deps, caller, params }: DialectCall): Automation {
  return requireAutomation(deps, caller.workspaceId, params['automation_id'] ?? '', 'path:id');
}

function factsOf({ deps, caller }: DialectCall, automation: Automation): AutomationFacts {
  const { stored } = automation.workflow;
  const versions = deps.context.store.workflows.versions(caller.workspaceId, stored.name);
  const createdAt = Math.min(stored.registeredAt, ...versions.map(({ registeredAt }) => registeredAt));
  return { automation, createdAt, isLoaded: deps.context.definitions.isLoaded(stored.name, stored.version) };
}

function list(call: DialectCall): Reply {
  const type = call.query.get('type');
  if (type !== null && type !== 'workflow' && type !== 'agent') throw badQuery('type', 'must be workflow or agent');
  const search = (call.query.get('search') ?? '').toLowerCase();
  const fitting = listAutomations(call.deps, call.caller.workspaceId).filter((automation) => {
    const { title, description } = automation.workflow.stored;
    const isFound = [automation.slug, title, description].some((text) => text.toLowerCase().includes(search));
    return isFound && (type === null || automation.type === type);
  });
  const page = offsetPage(fitting, call.query);
  return json(200, { ...page, data: page.data.map((automation) => presentAutomation(factsOf(call, automation))) });
}

function get(call: DialectCall): Reply {
  return json(200, presentAutomationDetail(factsOf(call, automationAsked(call))));
}

function listVersions(call: DialectCall): Reply {
  const automation = automationAsked(call);
  const { workflow, id } = automation;
  const versions = call.deps.context.store.workflows.versions(call.caller.workspaceId, workflow.stored.name);
  const page = offsetPage(versions, call.query);
  const data = page.data.map((stored) => ({
    id: versionId({ ...automation, workflow: { ...workflow, stored } }, call.caller.workspaceId),
    automationId: id,
    version: stored.version,
    sourceRef: null,
    isCurrent: stored.version === workflow.stored.version,
    createdAt: iso(stored.registeredAt),
  }));
  return json(200, { ...page, data });
}

function getTriggers(call: DialectCall): Reply {
  const automation = automationAsked(call);
  return json(200, { automationId: automation.id, type: automation.type, triggers: presentTriggers(automation) });
}

function getHealth(call: DialectCall): Reply {
  const { workflow } = automationAsked(call);
  const { deps, caller, query, now } = call;
  const asked = translateHealth(query, now);
  const { verdicts } = deps.context.store;
  const { name } = workflow.stored;
  const judged = verdicts.judged(caller.workspaceId, name, { ...asked, limit: SEEN_RUNS });
  const options = { bucket: asked.bucket, rollingWindow: asked.rollingWindow, minRolling: asked.minRollingReviews };
  const health = verdictHealth(verdicts.days(caller.workspaceId, name, asked), judged, options);
  return json(200, presentHealth(asked, health, seenRuns(call, name, asked)));
}

/** Oldest first. */
function seenRuns({ deps, caller }: DialectCall, workflow: string, { from, to }: AskedHealth): readonly SeenRun[] {
  const filter = { workflow, statuses: TERMINAL_STATUSES, createdAfter: from - 1, createdBefore: to };
  const seen: SeenRun[] = [];
  for (let cursor: string | null = null; seen.length < SEEN_RUNS;) {
    const page = deps.context.store.runs.list(caller.workspaceId, filter, { limit: LIMITS.pageSize, cursor });
    seen.push(...page.data.map(({ createdAt, verdict }) => ({ createdAt, isReviewed: (verdict?.verdict ?? null) !== null })));
    cursor = page.nextCursor;
    if (cursor === null) break;
  }
  return seen.toReversed();
}

export const AUTOMATION_ROUTES: readonly DialectRoute[] = [
  { method: 'GET', path: '/automations', policy: 'workflows:read', handle: list },
  { method: 'GET', path: '/automations/{automation_id}', policy: 'workflows:read', handle: get },
  { method: 'GET', path: '/automations/{automation_id}/versions', policy: 'workflows:read', handle: listVersions },
  { method: 'GET', path: '/automations/{automation_id}/triggers', policy: 'workflows:read', handle: getTriggers },
  { method: 'GET', path: '/automations/{automation_id}/reviews/health', policy: 'reviews:read', handle: getHealth },
];
