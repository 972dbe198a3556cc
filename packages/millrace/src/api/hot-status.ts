import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authenticator } from '../auth/authenticator.ts';
import { noneMatch } from './entity-tag.ts';
import type { PlanCache } from '../commands/plan-cache.ts';
import { isRateLimited } from './rate-limit.ts';
import { requestIdFrom } from './request-id.ts';
import type { StatusCache } from './status-cache.ts';

const PREFIX = '/v1/runs/';
const SUFFIX = '/status';
const ID_LENGTH = 36;
const URL_LENGTH = PREFIX.length + ID_LENGTH + SUFFIX.length;

/**
 * Answers `GET /v1/runs/{id}/status` ahead of the router when nothing about the request is out of the ordinary: a key
 * that was valid a moment ago and whose requests are not counted, a run that exists, no waiting. Returns false, having done nothing, for everything else;
 * the router then answers the same request in the same way.
 */
export function answerStatusPoll(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  authenticator: Authenticator,
  cache: StatusCache,
  plans: PlanCache,
): boolean {
  const { url, headers } = incoming;
  if (incoming.method !== 'GET' || url === undefined || url.length !== URL_LENGTH) return false;
  if (!url.startsWith(PREFIX) || !url.endsWith(SUFFIX)) return false;
  if (headers['prefer'] !== undefined || headers['x-workspace-id'] !== undefined || isPicky(headers.accept)) return false;
  const principal = authenticator.recall(headers.authorization);
  if (principal === null || !principal.scopes.has('runs:read') || isRateLimited({ plans }, principal)) return false;
  const status = cache.get(principal.workspaceId, url.slice(PREFIX.length, PREFIX.length + ID_LENGTH));
  if (status === null) return false;
  const isCurrent = noneMatch(headers['if-none-match'], status.tag);
  const replyHeaders = isCurrent ? status.notModifiedHeaders : status.fullHeaders;
  replyHeaders[replyHeaders.length - 1] = requestIdFrom(headers['x-request-id']);
  outgoing.writeHead(isCurrent ? 304 : 200, replyHeaders);
  if (isCurrent) outgoing.end();
  else outgoing.end(status.body);
  return true;
}

function isPicky(accept: string | undefined): boolean {
  return accept !== undefined && accept !== '*/*' && accept !== 'application/json';
}
