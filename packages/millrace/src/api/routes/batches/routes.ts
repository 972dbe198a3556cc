import { Batch, BatchList, CreateBatch, Job, PageQuery } from '@millrace/protocol';
import { z } from 'zod';
import { createBatch } from '../../../commands/create-batch.ts';
import { deleteBatch } from '../../../commands/delete-batch.ts';
import { requireBatch } from '../../../commands/require-batch.ts';
import { jsonAnswer } from '../../answers.ts';
import { NO_HEADERS, NO_PARAMS, NO_QUERY } from '../../no-parameters.ts';
import { nextLink } from '../../page-link.ts';
import { json } from '../../reply.ts';
import { route, routeWithBody } from '../../route.ts';
import { presentJob } from '../jobs/present.ts';
import { presentBatch } from './present.ts';

const BatchParams = z.object({ id: z.string() });

export const createBatchRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/batches',
    operationId: 'createBatch',
    summary: 'Make a batch: a named set of files that runs can be started with',
    params: NO_PARAMS,
    query: NO_QUERY,
    headers: NO_HEADERS,
    body: CreateBatch,
    responses: { 201: jsonAnswer('The batch, empty.', Batch, ['Location']) },
  },
  async ({ deps, caller, body }) => {
    const batch = await createBatch(deps.context, caller, body);
    return json(201, presentBatch(batch), { Location: `/v1/batches/${batch.id}` });
  },
);

export const listBatchesRoute = route(
  {
    method: 'GET',
    path: '/v1/batches',
    operationId: 'listBatches',
    summary: 'List batches, newest first',
    params: NO_PARAMS,
    query: PageQuery.extend({ created_by: z.string().optional().meta({ description: 'The id of a key.' }) }),
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('A page of batches.', BatchList, ['Link']) },
  },
  ({ deps, caller, query, incoming }) => {
    const filter = query.created_by === undefined ? {} : { createdBy: query.created_by };
    const page = deps.context.store.batches.list(caller.workspaceId, filter, { limit: query.limit, cursor: query.cursor ?? null });
    const data = page.data.map(presentBatch);
    return json(200, { data, next_cursor: page.nextCursor }, nextLink(incoming.url ?? '', page.nextCursor));
  },
);

export const getBatchRoute = route(
  {
    method: 'GET',
    path: '/v1/batches/{id}',
    operationId: 'getBatch',
    summary: 'Read a batch',
    params: BatchParams,
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('The batch.', Batch) },
  },
  ({ deps, caller, params }) => json(200, presentBatch(requireBatch(deps.context, caller, params.id))),
);

export const deleteBatchRoute = route(
  {
    method: 'DELETE',
    path: '/v1/batches/{id}',
    operationId: 'deleteBatch',
    summary: 'Delete a batch with its files; runs that used it keep theirs',
    params: BatchParams,
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 202: jsonAnswer('The batch is gone; its files go with this job.', Job) },
  },
  async ({ deps, caller, params }) => json(202, presentJob(await deleteBatch(deps.context, caller, params.id))),
);
