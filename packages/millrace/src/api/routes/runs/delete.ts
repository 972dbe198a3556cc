import { RunDeletion } from '@millrace/protocol';
import { z } from 'zod';
import { deleteRun } from '../../../commands/delete-run.ts';
import { jsonAnswer } from '../../answers.ts';
import { NO_HEADERS } from '../../no-parameters.ts';
import { json } from '../../reply.ts';
import { route } from '../../route.ts';
import { presentDeletion } from '../jobs/present.ts';

const choice = (standard: 'true' | 'false', description: string) =>
  z
    .enum(['true', 'false'])
    .default(standard)
    .transform((text) => text === 'true')
    .meta({ override: { type: 'string', enum: ['true', 'false'], default: standard }, description });

export const deleteRunRoute = route(
  {
    method: 'DELETE',
    path: '/v1/runs/{id}',
    operationId: 'deleteRun',
    summary: 'Delete a finished run, or parts of what it holds, for good',
    params: z.object({ id: z.string() }),
    query: z.strictObject({
      data: choice('true', 'The run itself with everything that hangs on it.'),
      input: choice('true', 'The input and the input files.'),
      output: choice('true', 'The output, the record sets and the files that the run made.'),
      logs: choice('true', 'What it logged.'),
      batch: choice('false', 'The batch that it was started with, too.'),
    }),
    headers: NO_HEADERS,
    responses: { 202: jsonAnswer('Accepted and durable: the work goes on in these jobs.', RunDeletion) },
  },
  async ({ deps, caller, params, query }) => {
    const deletion = await deleteRun(deps.context, caller, { runId: params.id, ...query });
    return json(202, presentDeletion(params.id, deletion));
  },
);
