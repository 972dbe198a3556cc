import { Plan } from '@millrace/protocol';
import { setPlan } from '../../../commands/set-plan.ts';
import { UNLIMITED } from '../../../domain/plan.ts';
import { jsonAnswer } from '../../answers.ts';
import { NO_HEADERS, NO_PARAMS, NO_QUERY } from '../../no-parameters.ts';
import { json } from '../../reply.ts';
import { route, routeWithBody } from '../../route.ts';
import { presentPlan } from './present.ts';

export const getPlanRoute = route(
  {
    method: 'GET',
    path: '/v1/plan',
    operationId: 'getPlan',
    summary: 'Read the plan of the workspace',
    params: NO_PARAMS,
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('The plan; `unlimited` when none was set.', Plan) },
  },
  ({ deps, caller }) => json(200, presentPlan(deps.context.store.credits.plan(caller.workspaceId) ?? UNLIMITED)),
);

export const setPlanRoute = routeWithBody(
  {
    method: 'PUT',
    path: '/v1/plan',
    operationId: 'setPlan',
    summary: 'Set the plan of the workspace',
    params: NO_PARAMS,
    query: NO_QUERY,
    headers: NO_HEADERS,
    body: Plan,
    responses: { 200: jsonAnswer('The plan. It holds from now on, within a second in other processes.', Plan) },
  },
  async ({ deps, caller, body }) => {
    const plan = await setPlan(deps.context, caller, {
      name: body.name,
      active: body.active,
      metered: body.metered,
      requestsPerMinute: body.requests_per_minute,
      concurrentRuns: body.concurrent_runs,
      creditsPerPeriod: body.credits_per_period,
    });
    return json(200, presentPlan(plan));
  },
);
