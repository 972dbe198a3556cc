import { Job } from '@millrace/protocol';
import { z } from 'zod';
import { requireJob } from '../../../commands/require-job.ts';
import { jsonAnswer } from '../../answers.ts';
import { NO_HEADERS, NO_QUERY } from '../../no-parameters.ts';
import { json } from '../../reply.ts';
import { route } from '../../route.ts';
import { presentJob } from './present.ts';

export const getJobRoute = route(
  {
    method: 'GET',
    path: '/v1/jobs/{id}',
    operationId: 'getJob',
    summary: 'Read how far the work of a deletion is',
    params: z.object({ id: z.string() }),
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('The job.', Job) },
  },
  ({ deps, caller, params }) => json(200, presentJob(requireJob(deps.context, caller, params.id))),
);
