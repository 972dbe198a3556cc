import { idempotencyKey } from '../../api/idempotency-key.ts';
import { seenRun } from '../../api/read-run.ts';
import type { Reply } from '../../api/reply.ts';
import { previewRun } from '../../commands/preview-run.ts';
import { startRun } from '../../commands/start-run.ts';
import { MillraceError } from '../../domain/errors.ts';
import { decodeJson } from '../../domain/json-text.ts';
import type { Json } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { answer, presentPagination } from './envelope.ts';
import { presentEstimate } from './present-estimate.ts';
import { finishedAt, presentListItem, presentRun, presentRunDetail } from './present.ts';
import { countByWord, countRuns, everyRun, sumOf } from './runs-of-workflow.ts';
import { sortBy } from './sort-by.ts';
import { runWord, statusesBehind } from './statuses.ts';
import { readPaging, readSearch, readSorting, readSpan, readStatuses } from './translate-list.ts';
import { inTermsOfBody, isEmpty, readOverride, readUuid, translateOverride, type Override } from './translate.ts';
import {
  definitionOfWorkflow,
  factsOf,
  idOf,
  requireRun,
  requireWorkflow,
  shownRun,
  snapshotOfRun,
  triggeredBy,
  type Workflow,
} from './workflows.ts';

const WAYS = { created_at: 'desc', started_at: 'desc', completed_at: 'desc', status: 'asc' } as const;

async function start(call: DialectCall): Promise<Reply> {
  const { deps, caller, incoming } = call;
  const workflow = requireWorkflow(call);
  const key = incoming.headers['idempotency-key'];
  const { run } = await withInput(call, workflow, (input) =>
    startRun(deps.context, caller, {
      workflow: workflow.stored.name,
      input,
      onlyOneOfWorkflow: true,
      idempotencyKey: idempotencyKey(typeof key === 'string' ? key : undefined),
    }),
  );
  const shown = shownRun(deps, seenRun(deps, run), readUuid(call.params, 'workflow_id'));
  if (shown === null) throw new MillraceError('internal', 'The run that was started is not shown here.');
  return answer(call, presentRun(factsOf(deps, shown)), { status: 202 });
}

/** What a run would cost; nothing is started and nothing is charged. */
async function estimate(call: DialectCall): Promise<Reply> {
  const workflow = requireWorkflow(call);
  const preview = await withInput(call, workflow, (input) =>
    previewRun(call.deps.context, call.caller, { workflow: workflow.stored.name, input }),
  );
  return answer(call, presentEstimate(preview, definitionOfWorkflow(workflow)));
}

/** Undefined for the sample of the workflow. */
async function withInput<T>(call: DialectCall, workflow: Workflow, work: (input: Json | undefined) => Promise<T>): Promise<T> {
  const override = readOverride(await call.body());
  if (isEmpty(override)) return work(undefined);
  try {
    return await work(await overriddenInput(call, workflow, override));
  } catch (error) {
    throw MillraceError.is(error) ? inTermsOfBody(workflow.declaration, error) : error;
  }
}

async function overriddenInput({ deps }: DialectCall, workflow: Workflow, override: Override): Promise<Json> {
  const { declaration, stored, manifest } = workflow;
  const sample = manifest.hasSample ? await deps.context.definitions.sampleInput(stored.name, stored.version) : null;
  return translateOverride(declaration, definitionOfWorkflow(workflow), override, sample === null ? null : decodeJson(sample));
}

function list(call: DialectCall): Reply {
  const { deps, caller, query } = call;
  const workflow = requireWorkflow(call);
  const paging = readPaging(query);
  const [words, search] = [readStatuses(query), readSearch(query)];
  const sorting = readSorting(query, WAYS);
  const filter = { workflow: workflow.stored.name, ...(words.length === 0 ? {} : { statuses: statusesBehind(words) }) };
  // A queued run may be pending or running: when only one of them is asked for, each has to be looked at.
  const isExact = words.includes('pending') === words.includes('running');
  const page = isExact && search === null && sorting.length === 0 ? newest() : sorted();
  const url = `${call.dialectUrl}/api/v1/workflows/${idOf(workflow, caller.workspaceId)}/runs`;
  const pagination = presentPagination(url, query, paging, page.total);
  return answer(call, page.runs, { pagination });

  function newest() {
    const runs: Run[] = [];
    let place = 0;
    for (const run of everyRun(deps, caller.workspaceId, filter)) {
      if (place >= paging.offset + paging.limit) break;
      if (place >= paging.offset) runs.push(run);
      place += 1;
    }
    return { runs: runs.flatMap(itemOf), total: countRuns(deps, caller.workspaceId, filter) };
  }

  function sorted() {
    const fitting = [...everyRun(deps, caller.workspaceId, filter)].filter(
      (run) => (words.length === 0 || words.includes(runWord(run))) && (search === null || nameOfUser(deps, run).includes(search)),
    );
    const order = sorting.length === 0 ? ([{ field: 'created_at', descending: true }] as const) : sorting;
    const all = sortBy(fitting, order, {
      value: (run, field) =>
        ({ created_at: run.createdAt, started_at: run.startedAt, completed_at: finishedAt(run), status: runWord(run) })[field],
      id: ({ id }) => id,
    });
    return { runs: all.slice(paging.offset, paging.offset + paging.limit).flatMap(itemOf), total: all.length };
  }

  function itemOf(run: Run) {
    const shown = shownRun(deps, seenRun(deps, run), idOf(workflow, caller.workspaceId));
    return shown === null ? [] : [presentListItem(factsOf(deps, shown))];
  }
}

function nameOfUser(deps: DialectCall['deps'], run: Run): string {
  return triggeredBy(deps, run)?.user_name.toLowerCase() ?? '';
}

function get(call: DialectCall): Reply {
  const shown = requireRun(call);
  return answer(call, presentRunDetail(factsOf(call.deps, shown), snapshotOfRun(call.deps, shown)));
}

function summary(call: DialectCall): Reply {
  const { deps, caller, query } = call;
  const { stored } = requireWorkflow(call);
  const span = readSpan(query, 'from', 'to');
  const filter = {
    workflow: stored.name,
    ...(span.from === null ? {} : { createdAfter: span.from - 1 }),
    ...(span.to === null ? {} : { createdBefore: span.to + 1 }),
  };
  const counts = countByWord(deps, caller.workspaceId, filter);
  const durations: number[] = [];
  for (const run of everyRun(deps, caller.workspaceId, { ...filter, statuses: ['completed'] })) {
    const ended = finishedAt(run);
    if (ended !== null && run.startedAt !== null) durations.push(ended - run.startedAt);
  }
  const { completed, failed, cancelled, pending, running, paused } = counts;
  const over = completed + failed + cancelled;
  return answer(call, {
    total_runs: sumOf(counts),
    completed,
    failed,
    cancelled,
    pending,
    running,
    paused,
    pass_rate: over === 0 ? null : completed / over,
    average_duration_seconds: durations.length === 0 ? null : durations.reduce((sum, ms) => sum + ms, 0) / durations.length / 1000,
  });
}

const RUNS = '/api/v1/workflows/{workflow_id}/runs';

export const RUN_ROUTES: readonly DialectRoute[] = [
  { method: 'POST', path: '/api/v1/workflows/{workflow_id}/estimate', policy: 'runs:start', handle: estimate },
  { method: 'POST', path: `${RUNS}/preview`, policy: 'runs:start', handle: estimate },
  { method: 'GET', path: `${RUNS}/summary`, policy: 'runs:read', handle: summary },
  { method: 'GET', path: RUNS, policy: 'runs:read', handle: list },
  { method: 'POST', path: RUNS, policy: 'runs:start', handle: start },
  { method: 'GET', path: `${RUNS}/{run_id}`, policy: 'runs:read', handle: get },
];
