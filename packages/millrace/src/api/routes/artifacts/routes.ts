import { ArtifactList, PageQuery } from '@millrace/protocol';
import { z } from 'zod';
import { openLink } from '../../../artifacts/signed-link.ts';
import { MillraceError } from '../../../domain/errors.ts';
import { jsonAnswer, NOT_MODIFIED } from '../../answers.ts';
import { NO_HEADERS, NO_QUERY } from '../../no-parameters.ts';
import { nextLink } from '../../page-link.ts';
import { pageOfList } from '../../page-of-list.ts';
import { readRun } from '../../read-run.ts';
import { json } from '../../reply.ts';
import { publicRoute, route, type ResponseShape } from '../../route.ts';
import { sendFile } from '../../send-file.ts';
import { presentArtifact } from './present.ts';

const FILE_HEADERS = ['ETag', 'Content-Disposition', 'Content-Range', 'Repr-Digest'];
const FileRequestHeaders = z.object({
  range: z.string().optional(),
  'if-range': z.string().optional(),
  'if-none-match': z.string().optional(),
});

const FILE_ANSWERS: { readonly [status: number]: ResponseShape } = {
  200: { description: 'The file.', content: { '*/*': null }, headers: FILE_HEADERS },
  206: { description: 'The part of the file that was asked for.', content: { '*/*': null }, headers: FILE_HEADERS },
  304: NOT_MODIFIED,
};

export const listArtifactsRoute = route(
  {
    method: 'GET',
    path: '/v1/runs/{id}/artifacts',
    operationId: 'listArtifacts',
    summary: 'List the files of a run, each with a link that works for a few minutes without a key',
    params: z.object({ id: z.string() }),
    query: PageQuery,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('A page of files.', ArtifactList, ['Link']) },
  },
  ({ deps, caller, params, query, incoming }) => {
    const run = readRun(deps, caller.workspaceId, params.id);
    const page = pageOfList(deps.context.store.artifacts.list(run.workspaceId, run.id), query);
    const data = page.data.map((artifact) => presentArtifact(deps, run, artifact));
    return json(200, { data, next_cursor: page.nextCursor }, nextLink(incoming.url ?? '', page.nextCursor));
  },
);

export const getArtifactRoute = route(
  {
    method: 'GET',
    path: '/v1/runs/{id}/artifacts/{path}',
    operationId: 'getArtifact',
    summary: 'Download a file of a run, or a part of it',
    params: z.object({ id: z.string(), path: z.string() }),
    query: NO_QUERY,
    headers: FileRequestHeaders,
    responses: FILE_ANSWERS,
    produces: [],
  },
  async ({ deps, caller, params, requestId, incoming, outgoing }) => {
    const run = readRun(deps, caller.workspaceId, params.id);
    const file = deps.context.store.artifacts.get(run.workspaceId, run.id, params.path);
    if (file === null) throw new MillraceError('not_found', 'The run has no file of that name.');
    return sendFile({ artifacts: deps.artifacts, file, requestId, incoming, outgoing });
  },
);

export const getSignedFileRoute = publicRoute(
  {
    method: 'GET',
    path: '/v1/files/{token}',
    operationId: 'getSignedFile',
    summary: 'Download a file by a signed link',
    params: z.object({ token: z.string() }),
    headers: FileRequestHeaders,
    responses: FILE_ANSWERS,
    produces: [],
  },
  async ({ deps, checked, requestId, incoming, outgoing }) => {
    const claims = openLink(deps.linkSecret, checked.token, deps.context.now());
    if (!claims.ok) throw new MillraceError('link_invalid', claims.problem);
    const { workspaceId, runId, path } = claims.value;
    const file = deps.context.store.artifacts.get(workspaceId, runId, path);
    if (file === null) throw new MillraceError('link_invalid', 'The file that the link names is not there any more.');
    return sendFile({ artifacts: deps.artifacts, file, requestId, incoming, outgoing });
  },
);
