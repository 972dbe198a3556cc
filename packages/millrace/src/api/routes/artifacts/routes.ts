import { ArtifactList, PageQuery, Problem, REQUEST_LIMITS } from '@millrace/protocol';
import { z } from 'zod';
import { openLink } from '../../../artifacts/signed-link.ts';
import { MillraceError } from '../../../domain/errors.ts';
import type { Run } from '../../../domain/run.ts';
import { jsonAnswer, NOT_MODIFIED } from '../../answers.ts';
import { NO_HEADERS, NO_QUERY } from '../../no-parameters.ts';
import { nextLink } from '../../page-link.ts';
import { PROBLEM_TYPE } from '../../on-error.ts';
import { pageOfList } from '../../page-of-list.ts';
import { readRun } from '../../read-run.ts';
import { json } from '../../reply.ts';
import { publicRoute, route, type ResponseShape } from '../../route.ts';
import { sendFile } from '../../send-file.ts';
import { checkZip, selectFiles, sendZip } from '../../send-zip.ts';
import { presentArtifact } from './present.ts';

const ROLES = ['input', 'output', 'intermediate', 'expected'] as const;
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

/** Known before the first byte. */
const ZIP_TOO_LARGE: ResponseShape = {
  description: 'The files are too large for one ZIP.',
  content: { [PROBLEM_TYPE]: Problem },
};

const RoleList = z
  .string()
  .optional()
  .transform((list, check) => {
    const names = list === undefined || list === '' ? [] : list.split(',');
    const known = ROLES.filter((role) => names.includes(role));
    if (names.some((name) => !ROLES.some((role) => role === name))) {
      check.addIssue({ code: 'custom', message: `must be a list of ${ROLES.join(', ')}` });
    }
    return known;
  })
  .meta({ override: { type: 'string' }, description: `Comma-separated: ${ROLES.join(', ')}. All when left out.` });

export const getArtifactsZipRoute = route(
  {
    method: 'GET',
    path: '/v1/runs/{id}/artifacts:zip',
    operationId: 'getArtifactsZip',
    summary: 'Download files of a run as one ZIP',
    params: z.object({ id: z.string() }),
    query: z.strictObject({
      role: RoleList,
      prefix: z.string().max(REQUEST_LIMITS.artifactPathLength).default('').meta({ description: 'What the paths begin with.' }),
    }),
    headers: NO_HEADERS,
    responses: {
      200: { description: 'The files.', content: { 'application/zip': null }, headers: ['Content-Disposition'] },
      413: ZIP_TOO_LARGE,
    },
    produces: ['application/zip'],
  },
  async ({ deps, caller, params, query, requestId, incoming, outgoing }) => {
    const run = readRun(deps, caller.workspaceId, params.id);
    const selection = { roles: query.role, prefix: query.prefix };
    const files = selectFiles(deps.context.store.artifacts.list(run.workspaceId, run.id), selection);
    checkZip(files);
    return sendZip({ deps, files, filename: zipName(run), requestId, incoming, outgoing });
  },
);

function zipName({ workflow, runNumber }: Pick<Run, 'workflow' | 'runNumber'>): string {
  return `${workflow}-${runNumber}.zip`;
}

function gone(): MillraceError {
  return new MillraceError('link_invalid', 'What the link names is not there any more.');
}

export const getSignedFileRoute = publicRoute(
  {
    method: 'GET',
    path: '/v1/files/{token}',
    operationId: 'getSignedFile',
    summary: 'Download a file, or a ZIP of files, by a signed link',
    params: z.object({ token: z.string() }),
    headers: FileRequestHeaders,
    responses: { ...FILE_ANSWERS, 413: ZIP_TOO_LARGE },
    produces: [],
  },
  async ({ deps, checked, requestId, incoming, outgoing }) => {
    const claims = openLink(deps.linkSecret, checked.token, deps.context.now());
    if (!claims.ok) throw new MillraceError('link_invalid', claims.problem);
    const { workspaceId, runId, filename } = claims.value;
    const run = deps.context.store.runs.get(workspaceId, runId);
    if (run === null) throw gone();
    if ('zip' in claims.value) {
      const files = selectFiles(deps.context.store.artifacts.list(workspaceId, runId), claims.value.zip);
      checkZip(files);
      return sendZip({ deps, files, filename: filename ?? zipName(run), requestId, incoming, outgoing });
    }
    const file = deps.context.store.artifacts.get(workspaceId, runId, claims.value.path);
    if (file === null) throw gone();
    return sendFile({ artifacts: deps.artifacts, file, filename, requestId, incoming, outgoing });
  },
);
