import { REQUEST_LIMITS, Run, RunStatusView } from '@millrace/protocol';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Run as StoredRun } from '../../../domain/run.ts';
import { jsonAnswer, NOT_MODIFIED } from '../../answers.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { noneMatch, tagOfSeq } from '../../entity-tag.ts';
import { preferredWait } from '../../prefer.ts';
import { readRun } from '../../read-run.ts';
import { empty, json, jsonText, type ReplyHeaders } from '../../reply.ts';
import { route } from '../../route.ts';
import { waitForChange, waitForEnd } from '../../wait-for-run.ts';
import { ExpandQuery, expandedRunText } from './expand-run.ts';
import { presentStatus } from './present-status.ts';
import { runHeaders } from './started-reply.ts';

const RunParams = z.object({ id: z.string() });
const PollHeaders = z.object({
  'if-none-match': z.string().optional(),
  prefer: z.string().optional().meta({
    description: '`wait=N` waits up to N seconds: for the next change when `If-None-Match` is current, for the end of the run without it.',
  }),
});
const Wait = z.coerce
  .number()
  .int()
  .min(0)
  .max(REQUEST_LIMITS.waitSeconds)
  .optional()
  .meta({ description: 'The same as `Prefer: wait=N`.' });

export const getRunRoute = route(
  {
    method: 'GET',
    path: '/v1/runs/{id}',
    operationId: 'getRun',
    summary: 'Read a run with its output, and with what `expand` names',
    params: RunParams,
    query: z.strictObject({ expand: ExpandQuery, wait: Wait }),
    headers: PollHeaders,
    responses: { 200: jsonAnswer('The run.', Run, ['ETag', 'Retry-After', 'Preference-Applied']), 304: NOT_MODIFIED },
  },
  async ({ deps, caller, params, query, headers, outgoing }) => {
    // What is related to a run can change without the run: such an answer has no tag to be asked for again by.
    const isTagged = !query.expand.has('lineage');
    const poll = { etag: isTagged ? headers['if-none-match'] : undefined, seconds: query.wait ?? preferredWait(headers.prefer) };
    const run = await pollRun(deps, readRun(deps, caller.workspaceId, params.id), poll, outgoing);
    const { ETag = '', ...others } = runHeaders(run);
    const replyHeaders = { ...others, ...(isTagged ? { ETag } : {}), ...applied(poll) };
    if (noneMatch(poll.etag, tagOfSeq(run.seq))) return empty(304, replyHeaders);
    return jsonText(200, expandedRunText(deps, run, query.expand), replyHeaders);
  },
);

/** Most polls never come here: see hot-status.ts. Both answer alike. */
export const getRunStatusRoute = route(
  {
    method: 'GET',
    path: '/v1/runs/{id}/status',
    operationId: 'getRunStatus',
    summary: 'Poll a run: small, cheap, and with an ETag that changes only when the run does',
    params: RunParams,
    query: z.strictObject({ wait: Wait }),
    headers: PollHeaders,
    responses: { 200: jsonAnswer('The status.', RunStatusView, ['ETag', 'Retry-After', 'Preference-Applied']), 304: NOT_MODIFIED },
  },
  async ({ deps, caller, params, query, headers, outgoing }) => {
    const poll = { etag: headers['if-none-match'], seconds: query.wait ?? preferredWait(headers.prefer) };
    const run = await pollRun(deps, readRun(deps, caller.workspaceId, params.id), poll, outgoing);
    const replyHeaders = { ...runHeaders(run), ...applied(poll) };
    return noneMatch(poll.etag, tagOfSeq(run.seq)) ? empty(304, replyHeaders) : json(200, presentStatus(run), replyHeaders);
  },
);

interface Poll {
  readonly etag: string | undefined;
  readonly seconds: number | null;
}

/** Who knows the run as it is waits for its next change, who knows nothing of it for its end, and who is behind not at all. */
async function pollRun(deps: ApiDeps, run: StoredRun, { etag, seconds }: Poll, outgoing: ServerResponse): Promise<StoredRun> {
  if (seconds === null) return run;
  if (etag === undefined) return waitForEnd(deps, run, seconds, outgoing);
  return noneMatch(etag, tagOfSeq(run.seq)) ? waitForChange(deps, run, seconds, outgoing) : run;
}

function applied({ seconds }: Poll): ReplyHeaders {
  return seconds === null ? {} : { 'Preference-Applied': `wait=${seconds}` };
}
