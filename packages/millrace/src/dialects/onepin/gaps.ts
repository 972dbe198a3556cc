import type { Gap } from '../dialect.ts';

const CODE = 'Workflows are code in the folder of the server and are changed there. They can be read and run here.';
const NO_UPLOADS = 'Scripts are sent as script_text of a start. Files are taken by POST /v1/uploads of the native API.';
const NO_NODES = 'There is no catalogue of nodes: what a workflow consists of stands in its definition.';
const NO_TEMPLATES = 'There are no templates here: the bundled examples are workflows that can be run as they are.';
const NO_VOICES =
  'There is no catalogue of voices: a workflow says in its input schema which it knows (GET /v1/workflows of the native API).';
const NO_DICTIONARY = 'There is no pronunciation dictionary here.';
const NO_USAGE = 'Usage is kept with each run (usage_summary), and credits in GET /v1/credits/entries of the native API.';
const NO_LIMITS =
  'The limits of a plan here are requests, concurrent runs and credits, and each may be absent: GET /v1/plan of the native API has them.';
const NO_PEOPLE = 'There are no accounts of people here, only API keys of one workspace each.';
const KEYS = 'Keys are made, listed and revoked by /v1/api-keys of the native API.';
const NO_BILLING = 'Nothing is sold here. Credits are granted by POST /v1/credits:grant of the native API.';
const NO_PROVIDERS = 'Keys of providers are not kept here.';
const NO_STATISTICS = 'There are statistics for each workflow: GET /api/v1/workflows/{workflow_id}/runs/summary.';

const W = '/api/v1/workflows';

function gaps(reason: string, ...endpoints: readonly `${Gap['method']} /${string}`[]): readonly Gap[] {
  return endpoints.map((endpoint) => {
    const [, method, path = ''] = /^(GET|POST|PUT|PATCH|DELETE) (.*)$/.exec(endpoint) ?? [];
    return { method: asMethod(method), path, reason };
  });
}

function asMethod(word: string | undefined): Gap['method'] {
  return (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).find((method) => method === word) ?? 'GET';
}

/** Documented endpoints that are not served. */
export const GAPS: readonly Gap[] = [
  ...gaps(CODE, `POST ${W}`, `PUT ${W}/{workflow_id}`, `PATCH ${W}/{workflow_id}`, `DELETE ${W}/{workflow_id}`),
  ...gaps(CODE, `POST ${W}/{workflow_id}/duplicate`),
  ...gaps(NO_UPLOADS, `GET ${W}/{workflow_id}/uploads`, 'POST /api/v1/uploads'),
  ...gaps(NO_UPLOADS, 'POST /api/v1/uploads/{upload_id}', 'DELETE /api/v1/uploads/{upload_id}'),
  ...gaps(NO_NODES, 'GET /api/v1/nodes', 'GET /api/v1/nodes/{node_type}', 'GET /api/v2/nodes/{node_type}'),
  ...gaps(NO_TEMPLATES, 'GET /api/v1/templates', 'POST /api/v1/templates', 'GET /api/v1/templates/{template_id}'),
  ...gaps(NO_TEMPLATES, 'PATCH /api/v1/templates/{template_id}', 'DELETE /api/v1/templates/{template_id}'),
  ...gaps(NO_TEMPLATES, 'GET /api/v1/templates/{template_id}/estimate', 'POST /api/v1/templates/{template_id}/clone'),
  ...gaps(NO_TEMPLATES, 'POST /api/v1/templates/{template_id}/favorite', 'DELETE /api/v1/templates/{template_id}/favorite'),
  ...gaps(NO_TEMPLATES, 'GET /api/v1/users/me/templates'),
  ...gaps(NO_VOICES, 'GET /api/v1/voices', 'GET /api/v1/voices/facets', 'GET /api/v1/voices/{voice_id}'),
  ...gaps(NO_VOICES, 'GET /api/v1/voices/{voice_id}/similar', 'POST /api/v1/voices/{voice_id}/favorite'),
  ...gaps(NO_VOICES, 'DELETE /api/v1/voices/{voice_id}/favorite', 'GET /api/v1/providers', 'GET /api/v1/providers/{provider_id}'),
  ...gaps(NO_DICTIONARY, 'GET /api/v1/dictionary', 'POST /api/v1/dictionary', 'GET /api/v1/dictionary/{entry_id}'),
  ...gaps(
    NO_DICTIONARY,
    'PUT /api/v1/dictionary/{entry_id}',
    'PATCH /api/v1/dictionary/{entry_id}',
    'DELETE /api/v1/dictionary/{entry_id}',
  ),
  ...gaps(NO_USAGE, 'GET /api/v1/usage/summary', 'GET /api/v1/usage/by-language', 'GET /api/v1/usage/activity'),
  ...gaps(NO_LIMITS, 'GET /api/v1/users/me/limits'),
  ...gaps(NO_PEOPLE, 'GET /api/v1/users/me/notification-preferences', 'PATCH /api/v1/users/me/notification-preferences'),
  ...gaps(NO_PEOPLE, 'GET /api/v1/workspaces', 'POST /api/v1/workspaces', 'GET /api/v1/workspaces/slug-available'),
  ...gaps(NO_PEOPLE, 'GET /api/v1/workspaces/{workspace_id}', 'PATCH /api/v1/workspaces/{workspace_id}'),
  ...gaps(NO_PEOPLE, 'DELETE /api/v1/workspaces/{workspace_id}', 'GET /api/v1/workspaces/{workspace_id}/settings'),
  ...gaps(NO_PEOPLE, 'PATCH /api/v1/workspaces/{workspace_id}/settings', 'GET /api/v1/workspaces/{workspace_id}/members'),
  ...gaps(NO_PEOPLE, 'GET /api/v1/workspaces/{workspace_id}/invites', 'POST /api/v1/workspaces/{workspace_id}/invites'),
  ...gaps(KEYS, 'GET /api/v1/api-keys', 'POST /api/v1/api-keys', 'GET /api/v1/api-keys/{key_id}', 'PATCH /api/v1/api-keys/{key_id}'),
  ...gaps(KEYS, 'DELETE /api/v1/api-keys/{key_id}', 'PATCH /api/v1/api-keys/{key_id}/rotate'),
  ...gaps(NO_BILLING, 'GET /api/v1/billing/plans', 'GET /api/v1/billing/plans/{plan_id}/preview', 'POST /api/v1/billing/checkout'),
  ...gaps(NO_BILLING, 'GET /api/v1/users/me/subscription', 'GET /api/v1/users/me/payment-methods', 'GET /api/v1/users/me/invoices'),
  ...gaps(NO_PROVIDERS, 'GET /api/v1/provider-keys', 'PUT /api/v1/provider-keys/{provider}', 'DELETE /api/v1/provider-keys/{provider}'),
  ...gaps(NO_STATISTICS, 'GET /api/v1/workspace/runs/stats', 'GET /api/v1/workspace/workflows/stats'),
];
