import { BatchFile, BatchFileList, PageQuery } from '@millrace/protocol';
import { z } from 'zod';
import { checkRoomForFile, putBatchFile } from '../../../commands/put-batch-file.ts';
import { removeBatchFile } from '../../../commands/remove-batch-file.ts';
import { requireBatch } from '../../../commands/require-batch.ts';
import { MillraceError } from '../../../domain/errors.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { jsonAnswer, NOT_MODIFIED } from '../../answers.ts';
import { bodyStream } from '../../body-stream.ts';
import { NO_HEADERS, NO_QUERY } from '../../no-parameters.ts';
import { nextLink } from '../../page-link.ts';
import { empty, json } from '../../reply.ts';
import { route } from '../../route.ts';
import { sendFile } from '../../send-file.ts';
import { takeFile } from '../../take-file.ts';
import { presentBatchFile } from './present.ts';

const FileParams = z.object({ id: z.string(), path: z.string() });
const FILE_HEADERS = ['ETag', 'Content-Disposition', 'Content-Range', 'Repr-Digest'];

export const listBatchFilesRoute = route(
  {
    method: 'GET',
    path: '/v1/batches/{id}/files',
    operationId: 'listBatchFiles',
    summary: 'List the files of a batch, by name',
    params: z.object({ id: z.string() }),
    query: PageQuery,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('A page of files.', BatchFileList, ['Link']) },
  },
  ({ deps, caller, params, query, incoming }) => {
    const { id } = requireBatch(deps.context, caller, params.id);
    const page = deps.context.store.batches.files(caller.workspaceId, id, { limit: query.limit, cursor: query.cursor ?? null });
    const data = page.data.map(presentBatchFile);
    return json(200, { data, next_cursor: page.nextCursor }, nextLink(incoming.url ?? '', page.nextCursor));
  },
);

export const putBatchFileRoute = route(
  {
    method: 'PUT',
    path: '/v1/batches/{id}/files/{path}',
    operationId: 'putBatchFile',
    summary: 'Put a file into a batch: its bytes are the body. One of the same name is replaced',
    params: FileParams,
    query: NO_QUERY,
    headers: z.object({ 'content-type': z.string().max(255).optional() }),
    body: 'stream',
    responses: { 200: jsonAnswer('The file is in the batch.', BatchFile) },
  },
  async ({ deps, caller, params, headers, incoming }) => {
    checkRoomForFile(deps.context, caller, params.id, params.path);
    const mediaType = headers['content-type'] ?? 'application/octet-stream';
    const content = bodyStream(incoming, LIMITS.uploadBytes);
    const file = await takeFile(deps, content, LIMITS.uploadBytes, async (written) =>
      putBatchFile(deps.context, caller, params.id, { name: params.path, mediaType, ...written }),
    );
    return json(200, presentBatchFile(file));
  },
);

export const getBatchFileRoute = route(
  {
    method: 'GET',
    path: '/v1/batches/{id}/files/{path}',
    operationId: 'getBatchFile',
    summary: 'Download a file of a batch, or a part of it',
    params: FileParams,
    query: NO_QUERY,
    headers: z.object({ range: z.string().optional(), 'if-range': z.string().optional(), 'if-none-match': z.string().optional() }),
    responses: {
      200: { description: 'The file.', content: { '*/*': null }, headers: FILE_HEADERS },
      206: { description: 'The part of the file that was asked for.', content: { '*/*': null }, headers: FILE_HEADERS },
      304: NOT_MODIFIED,
    },
    produces: [],
  },
  async ({ deps, caller, params, requestId, incoming, outgoing }) => {
    const { id } = requireBatch(deps.context, caller, params.id);
    const file = deps.context.store.batches.file(caller.workspaceId, id, params.path);
    if (file === null) throw new MillraceError('not_found', 'The batch has no file of that name.');
    return sendFile({ artifacts: deps.artifacts, file: { ...file, path: file.name }, requestId, incoming, outgoing });
  },
);

export const removeBatchFileRoute = route(
  {
    method: 'DELETE',
    path: '/v1/batches/{id}/files/{path}',
    operationId: 'removeBatchFile',
    summary: 'Take a file out of a batch; runs that used it keep it',
    params: FileParams,
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 204: { description: 'The file is not in the batch any more.' } },
  },
  async ({ deps, caller, params }) => {
    await removeBatchFile(deps.context, caller, params.id, params.path);
    return empty(204);
  },
);
