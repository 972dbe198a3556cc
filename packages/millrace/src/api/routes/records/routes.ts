import { PageQuery, RecordPage, RecordSetList, RowOutcome } from '@millrace/protocol';
import { z } from 'zod';
import { MillraceError } from '../../../domain/errors.ts';
import { jsonAnswer } from '../../answers.ts';
import { NO_HEADERS } from '../../no-parameters.ts';
import { nextLink } from '../../page-link.ts';
import { indexOfCursor, pageOfList } from '../../page-of-list.ts';
import { readRun } from '../../read-run.ts';
import { json } from '../../reply.ts';
import { route } from '../../route.ts';
import { presentOutcome, presentRecordSet } from './present.ts';

export const listRecordSetsRoute = route(
  {
    method: 'GET',
    path: '/v1/runs/{id}/records',
    operationId: 'listRecordSets',
    summary: 'List the record sets of a run',
    params: z.object({ id: z.string() }),
    query: PageQuery,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('A page of record sets.', RecordSetList, ['Link']) },
  },
  ({ deps, caller, params, query, incoming }) => {
    const run = readRun(deps, caller.workspaceId, params.id);
    const page = pageOfList(deps.context.store.records.sets(run.workspaceId, run.id), query);
    const data = page.data.map((set) => presentRecordSet(run.id, set));
    return json(200, { data, next_cursor: page.nextCursor }, nextLink(incoming.url ?? '', page.nextCursor));
  },
);

export const listRecordsRoute = route(
  {
    method: 'GET',
    path: '/v1/runs/{id}/records/{name}',
    operationId: 'listRecords',
    summary: 'Read the rows of a record set, also while the run goes on',
    params: z.object({ id: z.string(), name: z.string() }),
    query: z.strictObject({
      ...PageQuery.shape,
      outcome: RowOutcome.optional().meta({ description: 'Only rows with this outcome.' }),
      outcomes: z
        .enum(['true', 'false'])
        .default('false')
        .meta({ description: 'Says of each row what became of it, in a list beside the rows.' }),
    }),
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('A page of rows, in the order in which they were delivered.', RecordPage, ['Link']) },
  },
  ({ deps, caller, params, query, incoming }) => {
    const run = readRun(deps, caller.workspaceId, params.id);
    const { records } = deps.context.store;
    const set = records.sets(run.workspaceId, run.id).find((candidate) => candidate.name === params.name);
    if (set === undefined) throw new MillraceError('not_found', 'The run has no record set of that name.');
    const from = indexOfCursor(query.cursor);
    if (query.outcome === undefined && query.outcomes === 'false') {
      const data = records.rows(run.workspaceId, run.id, set.name, { from, limit: query.limit });
      const next = from + data.length < set.count && data.length > 0 ? String(from + data.length) : null;
      return json(200, { data, next_cursor: next }, nextLink(incoming.url ?? '', next));
    }
    const range = { from, limit: query.limit + 1, ...(query.outcome === undefined ? {} : { outcome: query.outcome }) };
    const found = records.rowsWithOutcomes(run.workspaceId, run.id, set.name, range);
    const shown = found.slice(0, query.limit);
    const beyond = found[query.limit];
    const next = beyond === undefined ? null : String(beyond.index);
    const page = { data: shown.map(({ row }) => row), next_cursor: next };
    return json(
      200,
      query.outcomes === 'true' ? { ...page, outcomes: shown.map(presentOutcome) } : page,
      nextLink(incoming.url ?? '', next),
    );
  },
);
