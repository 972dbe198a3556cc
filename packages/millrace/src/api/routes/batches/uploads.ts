import { BatchFile, BatchUpload, BatchUploadPart, CommitBatchUpload, OpenBatchUpload } from '@millrace/protocol';
import { z } from 'zod';
import {
  abortPartUpload,
  commitPartUpload,
  openPartUpload,
  putPart,
  requirePartLength,
  requirePartUpload,
} from '../../../commands/part-uploads.ts';
import { jsonAnswer } from '../../answers.ts';
import { bodyStream } from '../../body-stream.ts';
import { NO_HEADERS, NO_QUERY } from '../../no-parameters.ts';
import { empty, json } from '../../reply.ts';
import { route, routeWithBody } from '../../route.ts';
import { takeFile } from '../../take-file.ts';
import { presentBatchFile, presentBatchUpload, presentPart } from './present.ts';

const UploadParams = z.object({ batch: z.string(), id: z.string() });

export const openBatchUploadRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/batches/{batch}/uploads',
    operationId: 'openBatchUpload',
    summary: 'Begin to hand in a large file of a batch in parts',
    params: z.object({ batch: z.string() }),
    query: NO_QUERY,
    headers: NO_HEADERS,
    body: OpenBatchUpload,
    responses: { 201: jsonAnswer('Send the parts, then commit.', BatchUpload, ['Location']) },
  },
  async ({ deps, caller, params, body }) => {
    const { name, size_bytes: sizeBytes, media_type: mediaType = 'application/octet-stream' } = body;
    const upload = await openPartUpload(deps.context, caller, { batchId: params.batch, name, mediaType, sizeBytes });
    const wire = presentBatchUpload(upload, []);
    return json(201, wire, { Location: wire.links.self });
  },
);

export const getBatchUploadRoute = route(
  {
    method: 'GET',
    path: '/v1/batches/{batch}/uploads/{id}',
    operationId: 'getBatchUpload',
    summary: 'Read which parts of a large file have arrived',
    params: UploadParams,
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('The upload.', BatchUpload) },
  },
  ({ deps, caller, params }) => {
    const upload = requirePartUpload(deps.context, caller, params.batch, params.id);
    return json(200, presentBatchUpload(upload, deps.context.store.batches.parts(caller.workspaceId, upload.id)));
  },
);

export const putBatchUploadPartRoute = route(
  {
    method: 'PUT',
    path: '/v1/batches/{batch}/uploads/{id}/parts/{number}',
    operationId: 'putBatchUploadPart',
    summary: 'Hand in a part of a large file: its bytes are the body. One of the same number is replaced',
    params: UploadParams.extend({ number: z.string().meta({ override: { type: 'integer', minimum: 1 } }) }),
    query: NO_QUERY,
    headers: NO_HEADERS,
    body: 'stream',
    responses: { 200: jsonAnswer('The part is stored.', BatchUploadPart) },
  },
  async ({ deps, caller, params, incoming }) => {
    const upload = requirePartUpload(deps.context, caller, params.batch, params.id);
    const number = /^\d{1,6}$/.test(params.number) ? Number(params.number) : Number.NaN;
    const length = requirePartLength(upload, number);
    const part = await takeFile(deps, bodyStream(incoming, length), length, async (written) =>
      putPart(deps.context, caller, upload, { number, ...written }),
    );
    return json(200, presentPart(part));
  },
);

export const commitBatchUploadRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/batches/{batch}/uploads/{id}:commit',
    operationId: 'commitBatchUpload',
    summary: 'Join the parts of a large file and put it into the batch',
    params: UploadParams,
    query: NO_QUERY,
    headers: NO_HEADERS,
    body: CommitBatchUpload,
    responses: { 200: jsonAnswer('The file is in the batch.', BatchFile) },
  },
  async ({ deps, caller, params, body }) => {
    const upload = requirePartUpload(deps.context, caller, params.batch, params.id);
    const file = await commitPartUpload(deps.context, caller, deps.artifacts, { upload, partIds: body.parts });
    return json(200, presentBatchFile(file));
  },
);

export const abortBatchUploadRoute = route(
  {
    method: 'POST',
    path: '/v1/batches/{batch}/uploads/{id}:abort',
    operationId: 'abortBatchUpload',
    summary: 'Give up a large file and its parts',
    params: UploadParams,
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 204: { description: 'The parts are gone.' } },
  },
  async ({ deps, caller, params }) => {
    await abortPartUpload(deps.context, caller, requirePartUpload(deps.context, caller, params.batch, params.id));
    return empty(204);
  },
);
