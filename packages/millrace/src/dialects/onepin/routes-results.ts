import type { ApiDeps } from '../../api/api-deps.ts';
import { fileLink } from '../../api/file-link.ts';
import type { Reply } from '../../api/reply.ts';
import { stepsOfRun } from '../../api/steps-of-run.ts';
import { decodeJson } from '../../domain/json-text.ts';
import type { Json } from '../../domain/json.ts';
import type { Step } from '../../domain/step.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { readRow } from './data-row.ts';
import { sinksOf, type Definition } from './definition.ts';
import { answer, presentPagination } from './envelope.ts';
import { presentData, presentPartial, presentRow, selectRows, type DataFilter, type PlacedRow } from './present-data.ts';
import { presentOutputs } from './present-outputs.ts';
import { presentOverview } from './present-overview.ts';
import { presentStep } from './present-steps.ts';
import { readFlag, readPaging, readSearch } from './translate-list.ts';
import { visitsOf, type Visit } from './visits.ts';
import { definitionOfWorkflow, factsOf, nameOf, requireRun, snapshotOfRun, type ShownRun } from './workflows.ts';

/** So many rows of a run are looked at; `dropped_truncated` tells that there are more. */
const MOST_ROWS = 10_000;
const ROWS_AT_ONCE = 500;

function visitsOfRun(deps: ApiDeps, { run }: ShownRun, definition: Definition): readonly Visit[] {
  const resultOf = ({ resultSeq }: Step): Json | undefined => {
    const text = resultSeq === null ? null : deps.context.store.events.payload(run.workspaceId, run.id, resultSeq);
    return text === null ? undefined : decodeJson(text);
  };
  return visitsOf(definition, stepsOfRun(deps, run), resultOf);
}

function steps(call: DialectCall): Reply {
  const { deps, query } = call;
  const shown = requireRun(call);
  const [type, id] = [query.get('node_type'), query.get('node_id')];
  const options = {
    runId: shown.run.id,
    pointers: shown.workflow.declaration.results,
    includeResult: readFlag(query, 'include_result') ?? false,
  };
  const visits = visitsOfRun(deps, shown, definitionOfWorkflow(shown.workflow)).filter(
    ({ node }) => (type === null || node.type === type) && (id === null || node.id === id),
  );
  return answer(
    call,
    visits.map((visit) => presentStep(visit, options)),
  );
}

function overview(call: DialectCall): Reply {
  const { deps } = call;
  const shown = requireRun(call);
  const { run, workflow, workflowId } = shown;
  const snapshot = snapshotOfRun(deps, shown);
  const body = presentOverview({
    run,
    workflow: { id: workflowId, name: nameOf(workflow) },
    hasExport: factsOf(deps, shown).hasExport,
    snapshot,
    visits: visitsOfRun(deps, shown, snapshot),
    pointers: workflow.declaration.results,
    rows: workflow.declaration.rows === undefined ? null : rowsOfRun(deps, shown).rows.map(({ row }) => row),
  });
  return answer(call, body);
}

function outputs(call: DialectCall): Reply {
  const shown = requireRun(call);
  const { declaration } = shown.workflow;
  const definition = definitionOfWorkflow(shown.workflow);
  const visits = visitsOfRun(call.deps, shown, definition);
  return answer(call, presentOutputs(shown.run, sinksOf(definition, declaration), { visits, pointers: declaration.results }));
}

interface Rows {
  readonly rows: readonly PlacedRow[];
  readonly truncated: boolean;
  /** The record set; null for a workflow that declares none. */
  readonly source: string | null;
}

function rowsOfRun(deps: ApiDeps, { run, workflow }: ShownRun): Rows {
  const declared = workflow.declaration.rows;
  if (declared === undefined) return { rows: [], truncated: false, source: null };
  const rows: PlacedRow[] = [];
  const { records } = deps.context.store;
  while (rows.length < MOST_ROWS) {
    const batch = records.rows(run.workspaceId, run.id, declared.records, { from: rows.length, limit: ROWS_AT_ONCE });
    for (const row of batch) rows.push({ index: rows.length, row: readRow(row, declared.row) });
    if (batch.length < ROWS_AT_ONCE) return { rows, truncated: false, source: declared.records };
  }
  return { rows, truncated: true, source: declared.records };
}

function data(call: DialectCall): Reply {
  const { deps, query, now, baseUrl } = call;
  const paging = readPaging(query);
  const filter: DataFilter = {
    search: readSearch(query),
    language: query.get('language'),
    includeDropped: readFlag(query, 'include_dropped') ?? false,
  };
  const shown = requireRun(call);
  const { run, workflowId } = shown;
  const { rows, truncated, source } = rowsOfRun(deps, shown);
  const stored = new Set(deps.context.store.artifacts.list(run.workspaceId, run.id).map(({ path }) => path));
  const linkTo = (path: string): string | null => (stored.has(path) ? baseUrl + fileLink(deps, run, { path }, now).url : null);
  const selected = selectRows(rows, filter);
  const page = selected.slice(paging.offset, paging.offset + paging.limit).map((row) => presentRow(row, filter, linkTo));
  const url = `${call.dialectUrl}/api/v1/workflows/${workflowId}/runs/${run.id}/data`;
  return answer(call, presentData(run, workflowId, { rows: page, partial: presentPartial(run, source, rows.length), truncated }), {
    pagination: presentPagination(url, query, paging, selected.length),
    headers: { 'Cache-Control': 'no-store' },
  });
}

const RUN = '/api/v1/workflows/{workflow_id}/runs/{run_id}';

export const RESULT_ROUTES: readonly DialectRoute[] = [
  { method: 'GET', path: `${RUN}/steps`, policy: 'runs:read', handle: steps },
  { method: 'GET', path: `${RUN}/overview`, policy: 'runs:read', handle: overview },
  { method: 'GET', path: `${RUN}/outputs`, policy: 'runs:read', handle: outputs },
  { method: 'GET', path: `${RUN}/data`, policy: 'artifacts:read', handle: data },
];
