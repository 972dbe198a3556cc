import { z } from 'zod';
import { NO_PARAMS } from '../../no-parameters.ts';
import { jsonAnswer } from '../../answers.ts';
import { jsonText } from '../../reply.ts';
import { publicRoute } from '../../route.ts';

export const getOpenApiRoute = publicRoute(
  {
    method: 'GET',
    path: '/openapi.json',
    operationId: 'getOpenApi',
    summary: 'This document',
    params: NO_PARAMS,
    responses: { 200: jsonAnswer('OpenAPI 3.1.', z.record(z.string(), z.unknown())) },
  },
  ({ deps }) => jsonText(200, deps.openApi(), { 'Cache-Control': 'public, max-age=60' }),
);
