import { Health, Readiness } from '@millrace/protocol';
import { jsonAnswer } from '../../answers.ts';
import { NO_PARAMS } from '../../no-parameters.ts';
import { json } from '../../reply.ts';
import { publicRoute } from '../../route.ts';

export const getLivenessRoute = publicRoute(
  {
    method: 'GET',
    path: '/livez',
    operationId: 'getLiveness',
    summary: 'Whether the process answers',
    params: NO_PARAMS,
    responses: { 200: jsonAnswer('It does.', Health) },
  },
  () => json(200, { status: 'ok' }),
);

export const getReadinessRoute = publicRoute(
  {
    method: 'GET',
    path: '/readyz',
    operationId: 'getReadiness',
    summary: 'Whether the server can take requests',
    params: NO_PARAMS,
    responses: { 200: jsonAnswer('It can.', Readiness), 503: jsonAnswer('It cannot; see the checks.', Readiness) },
  },
  ({ deps }) => {
    const checks = Object.entries(deps.readiness());
    const isReady = checks.every(([, isWell]) => isWell);
    return json(isReady ? 200 : 503, {
      status: isReady ? 'ready' : 'not_ready',
      checks: Object.fromEntries(checks.map(([name, isWell]) => [name, isWell ? 'ok' : 'failed'])),
    });
  },
);
