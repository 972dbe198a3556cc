import { Cursor, Limit, RunList, RunTrigger, TimestampInput, VerdictStatus } from '@millrace/protocol';
import { z } from 'zod';
import { LIMITS } from '../../../domain/limits.ts';
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

const Flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional()
  .meta({ override: { type: 'string', enum: ['true', 'false'] } });

/** A list of names with commas between them; none of them empty. */
function namesOf(most: number): z.ZodType<readonly string[] | undefined> {
  return z
    .string()
    .optional()
    .transform((list, check) => {
      const names = list?.split(',');
      if (names?.includes('') === true) check.addIssue({ code: 'custom', message: 'must be a list with commas between its names' });
      if (names !== undefined && names.length > most) {
        check.addIssue({ code: 'custom', message: `has ${names.length} names; at most ${most} are allowed` });
      }
      return names;
    });
}

const ListQuery = z.strictObject({
  workflow: z.string().optional(),
  version: z.string().optional(),
  status: StatusList,
  tag: z.string().optional(),
  concurrency_key: z.string().optional(),
  parent: z.string().optional().meta({ description: 'Runs that this run started.' }),
  created_after: TimestampInput.optional(),
  created_before: TimestampInput.optional(),
  ids: namesOf(LIMITS.filterIds).meta({
    override: { type: 'string' },
    description: 'Comma-separated: these runs, as far as they are there.',
  }),
  workflows: namesOf(LIMITS.filterWorkflows).meta({
    override: { type: 'string' },
    description: 'Comma-separated: runs of any of these workflows.',
  }),
  trigger: RunTrigger.shape.type.optional(),
  actor: z.string().optional().meta({ description: 'The key, user or run behind it; empty for runs that nobody in particular started.' }),
  batch: z.string().optional().meta({ description: 'Runs of the batch with this id.' }),
  example: z.string().optional().meta({ description: 'Runs of the example with this id.' }),
  completed_after: TimestampInput.optional().meta({ description: 'Runs that ended after this time, whatever their status.' }),
  completed_before: TimestampInput.optional(),
  verdict: z.enum(['correct', 'incorrect', 'none']).optional().meta({ description: '`none`: a verdict that judges nothing.' }),
  verdict_status: VerdictStatus.optional(),
  has_verdict: Flag,
  has_corrections: Flag,
  sample_rate: z
    .string()
    .regex(/^[\d.]+$/, 'must be a number from 0 to 1')
    .transform(Number)
    .pipe(z.number().min(0).max(1))
    .optional()
    .meta({
      override: { type: 'number', minimum: 0, maximum: 1 },
      description: 'Runs whose `sample_rank` is below it: 0.05 is a sample of 5 %, the same each time.',
    }),
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
    ...originFilter(query),
    ...findingFilter(query),
  };
}

/** Where runs come from, and when they ended. */
function originFilter(query: z.output<typeof ListQuery>): RunFilter {
  return {
    ...(query.ids === undefined ? {} : { ids: query.ids }),
    ...(query.workflows === undefined ? {} : { workflows: query.workflows }),
    ...(query.trigger === undefined ? {} : { trigger: query.trigger }),
    ...(query.actor === undefined ? {} : { actor: query.actor === '' ? null : query.actor }),
    ...(query.batch === undefined ? {} : { batchId: query.batch }),
    ...(query.example === undefined ? {} : { exampleId: query.example }),
    ...(query.completed_after === undefined ? {} : { completedAfter: Date.parse(query.completed_after) }),
    ...(query.completed_before === undefined ? {} : { completedBefore: Date.parse(query.completed_before) }),
  };
}

/** What people found about runs. */
function findingFilter(query: z.output<typeof ListQuery>): RunFilter {
  return {
    ...(query.verdict === undefined ? {} : { verdict: query.verdict === 'none' ? null : query.verdict }),
    ...(query.verdict_status === undefined ? {} : { verdictStatus: query.verdict_status }),
    ...(query.has_verdict === undefined ? {} : { hasVerdict: query.has_verdict }),
    ...(query.has_corrections === undefined ? {} : { hasCorrections: query.has_corrections }),
    ...(query.sample_rate === undefined ? {} : { sampleRate: query.sample_rate }),
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
