import { CancelAnswer, CancelTooLate, PauseAnswer, RerunRun, RetryRun, Run, SendSignal } from '@millrace/protocol';
import { z } from 'zod';
import { cancelRun } from '../../../commands/cancel-run.ts';
import { pauseRun } from '../../../commands/pause-run.ts';
import { rerunRun } from '../../../commands/rerun-run.ts';
import { resumeRun } from '../../../commands/resume-run.ts';
import { retryRun } from '../../../commands/retry-run.ts';
import { sendSignal } from '../../../commands/send-signal.ts';
import { MillraceError } from '../../../domain/errors.ts';
import { jsonAnswer, START_ANSWERS } from '../../answers.ts';
import { idempotencyKey, START_HEADERS } from '../../idempotency-key.ts';
import { asJson, asJsonObject } from '../../json-value.ts';
import { NO_HEADERS, NO_QUERY } from '../../no-parameters.ts';
import { problemReply, PROBLEM_TYPE } from '../../on-error.ts';
import { seenRun } from '../../read-run.ts';
import { jsonText } from '../../reply.ts';
import { route, routeWithBody } from '../../route.ts';
import { expandedRunText } from './expand-run.ts';
import { withMembers } from './run-text.ts';
import { runHeaders, startedReply } from './started-reply.ts';

const RunParams = z.object({ id: z.string() });
const NOTHING = new Set<never>();

export const cancelRunRoute = route(
  {
    method: 'POST',
    path: '/v1/runs/{id}:cancel',
    operationId: 'cancelRun',
    summary: 'Cancel a run and every run that it started',
    params: RunParams,
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: {
      200: jsonAnswer('The run is cancelled.', CancelAnswer),
      202: jsonAnswer('The run was told to stop.', CancelAnswer),
      409: { description: 'The run had ended before.', content: { [PROBLEM_TYPE]: CancelTooLate } },
    },
  },
  async ({ deps, caller, params, requestId, incoming }) => {
    const { outcome, run } = await cancelRun(deps.context, caller, params.id);
    const text = expandedRunText(deps, seenRun(deps, run), NOTHING);
    if (outcome === 'too_late') {
      const error = new MillraceError('run_finished', `The run was ${run.status} before it could be cancelled.`);
      const reply = problemReply(error, requestId, incoming.url ?? '');
      return { ...reply, text: withMembers(reply.text ?? '{}', [`"outcome":"${outcome}"`, `"run":${text}`]) };
    }
    return jsonText(outcome === 'cancelled' ? 200 : 202, `{"outcome":"${outcome}","run":${text}}`);
  },
);

export const pauseRunRoute = route(
  {
    method: 'POST',
    path: '/v1/runs/{id}:pause',
    operationId: 'pauseRun',
    summary: 'Pause a run at its next safe point',
    params: RunParams,
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('The run is paused.', PauseAnswer), 202: jsonAnswer('The run was told to pause.', PauseAnswer) },
  },
  async ({ deps, caller, params }) => {
    const { outcome, run } = await pauseRun(deps.context, caller, params.id);
    const text = expandedRunText(deps, seenRun(deps, run), NOTHING);
    return jsonText(outcome === 'paused' ? 200 : 202, `{"outcome":"${outcome}","run":${text}}`);
  },
);

export const resumeRunRoute = route(
  {
    method: 'POST',
    path: '/v1/runs/{id}:resume',
    operationId: 'resumeRun',
    summary: 'Let a paused run, or one that waits for attention, go on',
    params: RunParams,
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('The run goes on.', Run) },
  },
  async ({ deps, caller, params }) => {
    const run = seenRun(deps, await resumeRun(deps.context, caller, params.id));
    return jsonText(200, expandedRunText(deps, run, NOTHING), runHeaders(run));
  },
);

export const retryRunRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/runs/{id}:retry',
    operationId: 'retryRun',
    summary: 'Start the work of a failed or cancelled run again',
    params: RunParams,
    query: NO_QUERY,
    headers: START_HEADERS,
    body: RetryRun,
    responses: START_ANSWERS,
  },
  async ({ deps, caller, params, headers, body, outgoing }) => {
    const request = {
      runId: params.id,
      from: body.from,
      version: body.version,
      idempotencyKey: idempotencyKey(headers['idempotency-key']),
    };
    return startedReply(deps, await retryRun(deps.context, caller, request), headers.prefer, outgoing);
  },
);

export const rerunRunRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/runs/{id}:rerun',
    operationId: 'rerunRun',
    summary: 'Do the work of a run again, from a step on or with other input, results or version',
    params: RunParams,
    query: NO_QUERY,
    headers: START_HEADERS,
    body: RerunRun,
    responses: START_ANSWERS,
  },
  async ({ deps, caller, params, headers, body, outgoing }) => {
    const request = {
      runId: params.id,
      fromStep: body.from_step,
      input: body.input === undefined ? undefined : asJson(body.input),
      outputs: body.outputs === undefined ? undefined : asJsonObject(body.outputs),
      version: body.version,
      idempotencyKey: idempotencyKey(headers['idempotency-key']),
    };
    return startedReply(deps, await rerunRun(deps.context, caller, request), headers.prefer, outgoing);
  },
);

export const sendSignalRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/runs/{id}/signals/{name}',
    operationId: 'sendSignal',
    summary: 'Hand a signal to a run',
    params: z.object({ id: z.string(), name: z.string() }),
    query: NO_QUERY,
    headers: NO_HEADERS,
    body: SendSignal,
    responses: { 202: jsonAnswer('The signal is kept for the run.', Run) },
  },
  async ({ deps, caller, params, body }) => {
    const run = await sendSignal(deps.context, caller, { runId: params.id, name: params.name, payload: asJson(body.payload ?? null) });
    return jsonText(202, expandedRunText(deps, seenRun(deps, run), NOTHING), runHeaders(run));
  },
);
