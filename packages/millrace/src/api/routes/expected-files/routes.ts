import { Artifact, ArtifactList, CopyExpectedFile, PageQuery, RenameExpectedFile } from '@millrace/protocol';
import { z } from 'zod';
import { addExpectedFile, copyExpectedFile } from '../../../commands/add-expected-file.ts';
import { requireFinished } from '../../../commands/commit-verdict-change.ts';
import { expectedFiles, expectedPath } from '../../../commands/expected-file.ts';
import { removeExpectedFile } from '../../../commands/remove-expected-file.ts';
import { renameExpectedFile } from '../../../commands/rename-expected-file.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { jsonAnswer } from '../../answers.ts';
import { bodyStream } from '../../body-stream.ts';
import { IfMatchHeaders, seqToMatch } from '../../if-match.ts';
import { NO_HEADERS, NO_QUERY } from '../../no-parameters.ts';
import { nextLink } from '../../page-link.ts';
import { pageOfList } from '../../page-of-list.ts';
import { readRun } from '../../read-run.ts';
import { empty, json } from '../../reply.ts';
import { route, routeWithBody } from '../../route.ts';
import { takeFile } from '../../take-file.ts';
import { presentArtifact } from '../artifacts/present.ts';

const RunParams = z.object({ id: z.string() });
const FileParams = z.object({ id: z.string(), path: z.string() });

export const listExpectedFilesRoute = route(
  {
    method: 'GET',
    path: '/v1/runs/{id}/expected',
    operationId: 'listExpectedFiles',
    summary: 'List the files that a run should have made; they are among its artifacts, below `expected/`',
    params: RunParams,
    query: PageQuery,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('A page of files.', ArtifactList, ['Link']) },
  },
  ({ deps, caller, params, query, incoming }) => {
    const run = readRun(deps, caller.workspaceId, params.id);
    const page = pageOfList(expectedFiles(deps.context, caller, run.id), query);
    const data = page.data.map((file) => presentArtifact(deps, run, file));
    return json(200, { data, next_cursor: page.nextCursor }, nextLink(incoming.url ?? '', page.nextCursor));
  },
);

export const putExpectedFileRoute = route(
  {
    method: 'PUT',
    path: '/v1/runs/{id}/expected/{path}',
    operationId: 'putExpectedFile',
    summary: 'Hand in a file that a finished run should have made, or another one in its place: its bytes are the body',
    params: FileParams,
    query: NO_QUERY,
    headers: z.object({ ...IfMatchHeaders.shape, 'content-type': z.string().max(255).optional() }),
    body: 'stream',
    responses: { 201: jsonAnswer('The file is stored.', Artifact) },
  },
  async ({ deps, caller, params, headers, incoming }) => {
    const run = requireFinished(deps.context, caller, params.id);
    expectedPath(params.path, 'path:path');
    const target = { runId: run.id, ifSeq: seqToMatch(headers['if-match']), name: params.path, replace: true };
    const mediaType = headers['content-type'] ?? 'application/octet-stream';
    const stored = await takeFile(deps, bodyStream(incoming, LIMITS.artifactBytes), LIMITS.artifactBytes, async (written) =>
      addExpectedFile(deps.context, caller, { ...target, file: { mediaType, ...written } }),
    );
    return json(201, presentArtifact(deps, run, stored));
  },
);

export const copyExpectedFileRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/runs/{id}/expected',
    operationId: 'copyExpectedFile',
    summary: 'Take a file of a finished run as one that it should have made',
    params: RunParams,
    query: NO_QUERY,
    headers: IfMatchHeaders,
    body: CopyExpectedFile,
    responses: { 201: jsonAnswer('The file.', Artifact) },
  },
  async ({ deps, caller, params, headers, body }) => {
    const target = { runId: params.id, ifSeq: seqToMatch(headers['if-match']) };
    const file = await copyExpectedFile(deps.context, caller, { ...target, from: body.from, name: body.name });
    return json(201, presentArtifact(deps, { workspaceId: caller.workspaceId, id: params.id }, file));
  },
);

export const renameExpectedFileRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/runs/{id}/expected:rename',
    operationId: 'renameExpectedFile',
    summary: 'Give a file that a run should have made another name',
    params: RunParams,
    query: NO_QUERY,
    headers: IfMatchHeaders,
    body: RenameExpectedFile,
    responses: { 200: jsonAnswer('The file.', Artifact) },
  },
  async ({ deps, caller, params, headers, body }) => {
    const target = { runId: params.id, ifSeq: seqToMatch(headers['if-match']) };
    const file = await renameExpectedFile(deps.context, caller, { ...target, name: body.from, to: body.to });
    return json(200, presentArtifact(deps, { workspaceId: caller.workspaceId, id: params.id }, file));
  },
);

export const removeExpectedFileRoute = route(
  {
    method: 'DELETE',
    path: '/v1/runs/{id}/expected/{path}',
    operationId: 'removeExpectedFile',
    summary: 'Remove a file that a run should have made',
    params: FileParams,
    query: NO_QUERY,
    headers: IfMatchHeaders,
    responses: { 204: { description: 'The file is gone.' } },
  },
  async ({ deps, caller, params, headers }) => {
    expectedPath(params.path, 'path:path');
    await removeExpectedFile(deps.context, caller, { runId: params.id, ifSeq: seqToMatch(headers['if-match']), name: params.path });
    return empty(204);
  },
);
