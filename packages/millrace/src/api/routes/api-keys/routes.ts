import { ApiKey, ApiKeyList, CreateApiKey, CreatedApiKey, PageQuery } from '@millrace/protocol';
import { z } from 'zod';
import { createApiKey } from '../../../commands/create-api-key.ts';
import { revokeApiKey } from '../../../commands/revoke-api-key.ts';
import { jsonAnswer } from '../../answers.ts';
import { NO_HEADERS, NO_PARAMS, NO_QUERY } from '../../no-parameters.ts';
import { nextLink } from '../../page-link.ts';
import { pageOfList } from '../../page-of-list.ts';
import { json } from '../../reply.ts';
import { route, routeWithBody } from '../../route.ts';
import { presentApiKey } from './present.ts';

/** How long a key lives when nothing is said. */
const DEFAULT_LIFE_MS = 90 * 24 * 3600 * 1000;

export const listApiKeysRoute = route(
  {
    method: 'GET',
    path: '/v1/api-keys',
    operationId: 'listApiKeys',
    summary: 'List the API keys of the workspace',
    params: NO_PARAMS,
    query: PageQuery,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('A page of keys, without their secrets.', ApiKeyList, ['Link']) },
  },
  ({ deps, caller, query, incoming }) => {
    const page = pageOfList(deps.context.store.access.keys(caller.workspaceId), query);
    return json(200, { data: page.data.map(presentApiKey), next_cursor: page.nextCursor }, nextLink(incoming.url ?? '', page.nextCursor));
  },
);

export const createApiKeyRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/api-keys',
    operationId: 'createApiKey',
    summary: 'Create an API key; the answer is the only one that shows it',
    params: NO_PARAMS,
    query: NO_QUERY,
    headers: NO_HEADERS,
    body: CreateApiKey,
    responses: { 201: jsonAnswer('The key.', CreatedApiKey) },
  },
  async ({ deps, caller, principal, body }) => {
    const expiresAt = expiryOf(body.expires_at, deps.context.now());
    const wish = { name: body.name, scopes: body.scopes, expiresAt, grantable: principal.scopes };
    const { key, token } = await createApiKey(deps.context, caller, wish);
    return json(201, { ...presentApiKey(key), key: token }, { 'Cache-Control': 'no-store' });
  },
);

export const revokeApiKeyRoute = route(
  {
    method: 'DELETE',
    path: '/v1/api-keys/{id}',
    operationId: 'revokeApiKey',
    summary: 'Revoke an API key, for good and at once',
    params: z.object({ id: z.string() }),
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('The revoked key.', ApiKey) },
  },
  async ({ deps, caller, params }) => {
    const key = await revokeApiKey(deps.context, caller, params.id);
    deps.authenticator.forget(key.id);
    return json(200, presentApiKey(key));
  },
);

function expiryOf(wish: string | null | undefined, now: number): number | null {
  if (wish === undefined) return now + DEFAULT_LIFE_MS;
  return wish === null ? null : Date.parse(wish);
}
