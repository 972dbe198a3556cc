import { Whoami } from '@millrace/protocol';
import { jsonAnswer } from '../../answers.ts';
import { NO_HEADERS, NO_PARAMS, NO_QUERY } from '../../no-parameters.ts';
import { json } from '../../reply.ts';
import { route } from '../../route.ts';

export const getWhoamiRoute = route(
  {
    method: 'GET',
    path: '/v1/whoami',
    operationId: 'getWhoami',
    summary: 'Say whose key this is and what it may do',
    params: NO_PARAMS,
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('The workspace and the key.', Whoami) },
  },
  ({ deps, principal }) => {
    const { access } = deps.context.store;
    const workspace = access.workspace(principal.workspaceId);
    const key = access.keyById(principal.keyId);
    return json(200, {
      workspace: { id: principal.workspaceId, name: workspace?.name ?? '' },
      api_key: key === null ? null : { id: key.id, name: key.name },
      scopes: [...principal.scopes],
    } satisfies Whoami);
  },
);
