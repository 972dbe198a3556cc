import { REQUEST_LIMITS, Upload } from '@millrace/protocol';
import { z } from 'zod';
import { checkUploadName, recordUpload } from '../../../commands/record-upload.ts';
import { removeUpload } from '../../../commands/remove-upload.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { jsonAnswer } from '../../answers.ts';
import { NO_HEADERS, NO_PARAMS, NO_QUERY } from '../../no-parameters.ts';
import { bodyStream } from '../../body-stream.ts';
import { empty, json } from '../../reply.ts';
import { route } from '../../route.ts';
import { takeFile } from '../../take-file.ts';
import { presentUpload } from './present.ts';

export const createUploadRoute = route(
  {
    method: 'POST',
    path: '/v1/uploads',
    operationId: 'createUpload',
    summary: 'Hand in a file for the input of a run: its bytes are the body',
    params: NO_PARAMS,
    query: z.strictObject({
      filename: z.string().min(1).max(REQUEST_LIMITS.artifactPathLength).meta({ description: 'A name for people.' }),
    }),
    headers: z.object({ 'content-type': z.string().max(255).optional() }),
    body: 'stream',
    responses: { 201: jsonAnswer('The file is stored.', Upload, ['Location']) },
  },
  async ({ deps, caller, query, headers, incoming }) => {
    checkUploadName(query.filename);
    const mediaType = headers['content-type'] ?? 'application/octet-stream';
    const content = bodyStream(incoming, LIMITS.uploadBytes);
    const upload = await takeFile(deps, content, LIMITS.uploadBytes, async (written) =>
      recordUpload(deps.context, caller, { path: query.filename, mediaType, ...written }),
    );
    return json(201, presentUpload(upload));
  },
);

export const removeUploadRoute = route(
  {
    method: 'DELETE',
    path: '/v1/uploads/{id}',
    operationId: 'removeUpload',
    summary: 'Forget an upload before it expires; runs that were started with it keep the file',
    params: z.object({ id: z.string() }),
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 204: { description: 'The upload is gone.' } },
  },
  async ({ deps, caller, params }) => {
    await removeUpload(deps.context, caller, params.id);
    return empty(204);
  },
);
