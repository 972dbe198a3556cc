import type { Gap } from '../dialect.ts';

const FILES =
  'There is no file system here. Put files into a batch with PUT /api/v2/batches/{batch_id}/files/{filename}; the native API has the files of a run under GET /v1/runs/{id}/artifacts.';
const SECRETS = 'There is no vault for secrets here: workflows have their own from where the server runs.';
const AUDIT = 'There is no log of this kind here. What happened to a run is in GET /v1/runs/{id}/events of the native API.';
const CHAT = 'The vendor has withdrawn this, and it is not served here.';
const LEGACY = 'The vendor has replaced this by GET /api/v2/apps/runs/{run_id}, which is served here.';
const SCHEDULER = 'The vendor has replaced this by deployments. There are no schedules here.';

const each = (methods: readonly Gap['method'][], path: string, reason: string): readonly Gap[] =>
  methods.map((method) => ({ method, path, reason }));

export const GAPS: readonly Gap[] = [
  ...each(['GET', 'PUT', 'DELETE'], '/api/v2/files/{path}', FILES),
  ...each(['GET', 'POST', 'PATCH', 'DELETE'], '/api/v2/aihub/secrets', SECRETS),
  ...each(['GET', 'PATCH', 'DELETE'], '/api/v2/aihub/secrets/{alias}', SECRETS),
  ...each(['POST'], '/api/v1/auditlogs', AUDIT),
  ...each(['GET', 'POST'], '/api/v2/conversations', CHAT),
  ...each(['GET', 'POST', 'PUT', 'DELETE'], '/api/v2/conversations/{path}', CHAT),
  ...each(['POST'], '/api/v2/queries', CHAT),
  ...each(['GET'], '/api/v2/queries/{query_id}', CHAT),
  ...each(['GET'], '/api/v1/jobs/status', LEGACY),
  ...each(['POST'], '/api/v1/flow_binary/results', LEGACY),
  ...each(['POST'], '/api/v1/scheduler/create_job', SCHEDULER),
];
