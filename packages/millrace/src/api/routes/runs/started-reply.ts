import type { ServerResponse } from 'node:http';
import type { StartedRun } from '../../../commands/queue-new-run.ts';
import { isTerminal } from '../../../domain/run-status.ts';
import type { Run } from '../../../domain/run.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tagOfSeq } from '../../entity-tag.ts';
import { preferredWait } from '../../prefer.ts';
import { jsonText, type Reply, type ReplyHeaders } from '../../reply.ts';
import { waitForEnd } from '../../wait-for-run.ts';
import { expandedRunText } from './expand-run.ts';
import { retryAfterSeconds } from './present-status.ts';

/**
 * The answer to a start: 202 with the run as it was accepted, the same bytes for every request with its idempotency key.
 * With `Prefer: wait=N` the run as it is when it ended, 200, or when the time was over, 202.
 */
export async function startedReply(
  deps: ApiDeps,
  started: StartedRun,
  prefer: string | undefined,
  outgoing: ServerResponse,
): Promise<Reply> {
  const seconds = preferredWait(prefer);
  const run = seconds === null ? started.run : await waitForEnd(deps, started.run, seconds, outgoing);
  return jsonText(isTerminal(run.status) ? 200 : 202, expandedRunText(deps, run, new Set()), {
    Location: `/v1/runs/${run.id}`,
    ...runHeaders(run),
    ...(started.replayed ? { 'Idempotent-Replayed': 'true' } : {}),
    ...(seconds === null ? {} : { 'Preference-Applied': `wait=${seconds}` }),
  });
}

export function runHeaders(run: Run): ReplyHeaders {
  const retryAfter = retryAfterSeconds(run);
  return { ETag: tagOfSeq(run.seq), ...(retryAfter === null ? {} : { 'Retry-After': String(retryAfter) }) };
}
