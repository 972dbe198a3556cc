import { Cursor, Limit, StepList } from '@millrace/protocol';
import { z } from 'zod';
import { decodeJson } from '../../../domain/json-text.ts';
import type { Json } from '../../../domain/json.ts';
import type { Run } from '../../../domain/run.ts';
import type { Step } from '../../../domain/step.ts';
import { jsonAnswer } from '../../answers.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { NO_HEADERS } from '../../no-parameters.ts';
import { nextLink } from '../../page-link.ts';
import { pageOfList } from '../../page-of-list.ts';
import { readRun } from '../../read-run.ts';
import { json } from '../../reply.ts';
import { route } from '../../route.ts';
import { presentStep } from './present.ts';
import { stepsOfRun } from '../../steps-of-run.ts';

export const listStepsRoute = route(
  {
    method: 'GET',
    path: '/v1/runs/{id}/steps',
    operationId: 'listSteps',
    summary: 'List the steps of a run with their attempts, in the order in which they began',
    params: z.object({ id: z.string() }),
    query: z.strictObject({ expand: z.enum(['result']).optional(), limit: Limit, cursor: Cursor }),
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('A page of steps.', StepList, ['Link']) },
  },
  ({ deps, caller, params, query, incoming }) => {
    const run = readRun(deps, caller.workspaceId, params.id);
    const page = pageOfList(stepsOfRun(deps, run), query);
    const data = page.data.map((step) =>
      query.expand === 'result' ? { ...presentStep(step), result: resultOf(deps, run, step) } : presentStep(step),
    );
    return json(200, { data, next_cursor: page.nextCursor }, nextLink(incoming.url ?? '', page.nextCursor));
  },
);

function resultOf({ context }: ApiDeps, run: Run, { resultSeq }: Step): Json {
  const text = resultSeq === null ? null : context.store.events.payload(run.workspaceId, run.id, resultSeq);
  return text === null ? null : decodeJson(text);
}
