import { PageQuery, Workflow, WorkflowList } from '@millrace/protocol';
import { z } from 'zod';
import { MillraceError } from '../../../domain/errors.ts';
import { jsonAnswer } from '../../answers.ts';
import { NO_HEADERS, NO_PARAMS } from '../../no-parameters.ts';
import { nextLink } from '../../page-link.ts';
import { pageOfList } from '../../page-of-list.ts';
import { json } from '../../reply.ts';
import { route } from '../../route.ts';
import { presentWorkflow } from './present.ts';

const unknownWorkflow = (): MillraceError =>
  new MillraceError('not_found', 'There is no such workflow, or no such version of it, in this workspace.');

export const listWorkflowsRoute = route(
  {
    method: 'GET',
    path: '/v1/workflows',
    operationId: 'listWorkflows',
    summary: 'List workflows, each by its newest version',
    params: NO_PARAMS,
    query: PageQuery,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('A page of workflows.', WorkflowList, ['Link']) },
  },
  ({ deps, caller, query, incoming }) => {
    const page = pageOfList(deps.context.store.workflows.list(caller.workspaceId), query);
    return json(200, { data: page.data.map(presentWorkflow), next_cursor: page.nextCursor }, nextLink(incoming.url ?? '', page.nextCursor));
  },
);

export const getWorkflowRoute = route(
  {
    method: 'GET',
    path: '/v1/workflows/{name}',
    operationId: 'getWorkflow',
    summary: 'Read a workflow: its newest version, or the one that is named',
    params: z.object({ name: z.string() }),
    query: z.strictObject({ version: z.string().optional() }),
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('The workflow.', Workflow) },
  },
  ({ deps, caller, params, query }) => {
    const workflow = deps.context.store.workflows.get(caller.workspaceId, params.name, query.version);
    if (workflow === null) throw unknownWorkflow();
    return json(200, presentWorkflow(workflow));
  },
);

export const listWorkflowVersionsRoute = route(
  {
    method: 'GET',
    path: '/v1/workflows/{name}/versions',
    operationId: 'listWorkflowVersions',
    summary: 'List the versions of a workflow, newest first',
    params: z.object({ name: z.string() }),
    query: PageQuery,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('A page of versions.', WorkflowList, ['Link']) },
  },
  ({ deps, caller, params, query, incoming }) => {
    const versions = deps.context.store.workflows.versions(caller.workspaceId, params.name);
    if (versions.length === 0) throw unknownWorkflow();
    const page = pageOfList(versions, query);
    return json(200, { data: page.data.map(presentWorkflow), next_cursor: page.nextCursor }, nextLink(incoming.url ?? '', page.nextCursor));
  },
);
