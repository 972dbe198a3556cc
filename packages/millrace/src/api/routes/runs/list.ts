import { Cursor, Limit, RunList, TimestampInput } from '@millrace/protocol';
import { z } from 'zod';
import { RUN_STATUSES, type RunStatus } from '../../../domain/run-status.ts';
import type { RunFilter } from '../../../store/run-filter.ts';
import { jsonAnswer } from '../../answers.ts';
import { NO_HEADERS, NO_PARAMS } from '../../no-parameters.ts';
import { nextLink } from '../../page-link.ts';
import { seenRun } from '../../read-run.ts';
import { json } from '../../reply.ts';
import { route } from '../../route.ts';
import { presentRun } from './present.ts';

const isStatus = (text: string): text is RunStatus => RUN_STATUSES.some((known) => known === text);

const StatusList = z
  .string()
  .optional()
  .transform((list, check) => {
    const names = list === undefined ? [] : list.split(',');
    const known = names.filter(isStatus);
    if (known.length < names.length) check.addIssue({ code: 'custom', message: `must be a list of ${RUN_STATUSES.join(', ')}` });
    return known;
  })
  .meta({ override: { type: 'string' }, description: `Comma-separated: ${RUN_STATUSES.join(', ')}.` });

const ListQuery = z.strictObject({
  workflow: z.string().optional(),
  version: z.string().optional(),
  status: StatusList,
  tag: z.string().optional(),
  concurrency_key: z.string().optional(),
  parent: z.string().optional().meta({ description: 'Runs that this run started.' }),
  created_after: TimestampInput.optional(),
  created_before: TimestampInput.optional(),
  limit: Limit,
  cursor: Cursor,
});

function runFilter(query: z.output<typeof ListQuery>): RunFilter {
  return {
    ...(query.workflow === undefined ? {} : { workflow: query.workflow }),
    ...(query.version === undefined ? {} : { version: query.version }),
    ...(query.status.length === 0 ? {} : { statuses: query.status }),
    ...(query.tag === undefined ? {} : { tag: query.tag }),
    ...(query.concurrency_key === undefined ? {} : { concurrencyKey: query.concurrency_key }),
    ...(query.parent === undefined ? {} : { parentRunId: query.parent }),
    ...(query.created_after === undefined ? {} : { createdAfter: Date.parse(query.created_after) }),
    ...(query.created_before === undefined ? {} : { createdBefore: Date.parse(query.created_before) }),
  };
}

export const listRunsRoute = route(
  {
    method: 'GET',
    path: '/v1/runs',
    operationId: 'listRuns',
    summary: 'List runs, newest first',
    params: NO_PARAMS,
    query: ListQuery,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('A page of runs. Inputs and outputs are left out.', RunList, ['Link']) },
  },
  ({ deps, caller, query, incoming }) => {
    const filter = runFilter(query);
    const page = deps.context.store.runs.list(caller.workspaceId, filter, { limit: query.limit, cursor: query.cursor ?? null });
    const data = page.data.map((run) => presentRun(seenRun(deps, run), deps.sampleRanks.of(run.workspaceId, run.id)));
    return json(200, { data, next_cursor: page.nextCursor }, nextLink(incoming.url ?? '', page.nextCursor));
  },
);
