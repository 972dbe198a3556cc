import { StartRun, StartWorkflowRun } from '@millrace/protocol';
import { z } from 'zod';
import { startRun } from '../../../commands/start-run.ts';
import { parseDuration } from '../../../domain/duration.ts';
import { MillraceError, type Fault } from '../../../domain/errors.ts';
import type { StartRequest } from '../../../domain/start-request.ts';
import { crashPoint, isArmed } from '../../../journal/crash-point.ts';
import { START_ANSWERS } from '../../answers.ts';
import { idempotencyKey, START_HEADERS } from '../../idempotency-key.ts';
import { asJson, asJsonObject } from '../../json-value.ts';
import { NO_PARAMS, NO_QUERY } from '../../no-parameters.ts';
import { routeWithBody } from '../../route.ts';
import { startedReply } from './started-reply.ts';

export const startRunRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/runs',
    operationId: 'startRun',
    summary: 'Start a run of a workflow',
    params: NO_PARAMS,
    query: NO_QUERY,
    headers: START_HEADERS,
    body: StartRun,
    responses: START_ANSWERS,
  },
  async ({ deps, caller, headers, body, outgoing }) => {
    const request = translateStart(body.workflow, body, headers['idempotency-key']);
    if (isArmed('A4')) outgoing.once('finish', () => crashPoint('A4'));
    return startedReply(deps, await startRun(deps.context, caller, request), headers.prefer, outgoing);
  },
);

export const startWorkflowRunRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/workflows/{name}/runs',
    operationId: 'startWorkflowRun',
    summary: 'Start a run of this workflow',
    params: z.object({ name: z.string() }),
    query: NO_QUERY,
    headers: START_HEADERS,
    body: StartWorkflowRun,
    responses: START_ANSWERS,
  },
  async ({ deps, caller, params, headers, body, outgoing }) => {
    const { version } = body;
    if (deps.context.store.workflows.get(caller.workspaceId, params.name, version) === null) {
      throw new MillraceError('not_found', 'There is no such workflow, or no such version of it, in this workspace.');
    }
    const ref = version === undefined ? params.name : `${params.name}@${version}`;
    const request = translateStart(ref, body, headers['idempotency-key']);
    return startedReply(deps, await startRun(deps.context, caller, request), headers.prefer, outgoing);
  },
);

/** A start as commands want it. */
function translateStart(workflow: string, body: Omit<StartWorkflowRun, 'version'>, keyHeader: string | undefined): StartRequest {
  const faults: Fault[] = [];
  const duration = (name: 'delay' | 'ttl' | 'timeout'): number | undefined => {
    const value = body[name];
    if (value === undefined) return undefined;
    const parsed = parseDuration(value);
    if (parsed.ok) return parsed.value;
    faults.push({ pointer: `/${name}`, message: parsed.problem });
    return undefined;
  };
  const request: StartRequest = {
    workflow,
    input: body.input === undefined ? undefined : asJson(body.input),
    batch: body.batch,
    example: body.example,
    tags: body.tags,
    metadata: body.metadata === undefined ? undefined : asJsonObject(body.metadata),
    priority: body.priority,
    startAt: body.start_at === undefined ? undefined : Date.parse(body.start_at),
    delayMs: duration('delay'),
    ttlMs: duration('ttl'),
    timeoutMs: duration('timeout'),
    concurrencyKey: body.concurrency_key,
    quote: body.quote,
    onlyOneOfWorkflow: body.only_one_of_workflow,
    idempotencyKey: idempotencyKey(keyHeader),
  };
  if (faults.length > 0) throw new MillraceError('invalid_request', 'The run cannot be started like this; see errors.', { faults });
  return request;
}
