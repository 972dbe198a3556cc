import type { ApiDeps } from '../../api/api-deps.ts';
import { jsonText, type Reply } from '../../api/reply.ts';
import { decodeJson } from '../../domain/json-text.ts';
import type { Json } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { runFacts, shownRun } from './apps.ts';
import { encodeExactJson } from './exact-json.ts';
import { FILES_AT_ONCE, presentResults, recordSetOf } from './present-results.ts';
import { translateResults } from './translate-results.ts';

function getResults(call: DialectCall): Reply {
  const { deps, query } = call;
  const { flags, offset } = translateResults(query);
  const { run, app } = shownRun(call);
  const { batchNumber, checkpoint } = runFacts(deps, run, app);
  const { records } = deps.context.store;
  const set = recordSetOf(run, app.declaration);
  const range = { from: offset, limit: FILES_AT_ONCE + 1 };
  const rows = set === null ? [] : records.rows(run.workspaceId, run.id, set, range);
  const facts = { batchNumber, checkpoint, input: inputOf(deps, run), rows, reviewCompleted: flags.review && isReviewed(deps, run) };
  return jsonText(200, encodeExactJson(presentResults(run, app.declaration, facts, flags)));
}

function inputOf({ context }: ApiDeps, run: Run): Json {
  const text = context.store.runs.input(run.workspaceId, run.id);
  return text === null ? null : decodeJson(text);
}

function isReviewed({ context }: ApiDeps, run: Run): boolean {
  if (run.status !== 'completed' || run.reviews === 0) return false;
  const page = { limit: 1, cursor: null };
  return context.store.reviews.list(run.workspaceId, { status: 'decided', runId: run.id }, page).data.length > 0;
}

export const RESULT_ROUTES: readonly DialectRoute[] = [
  { method: 'GET', path: '/api/v2/apps/runs/{run_id}/results', policy: 'runs:read', handle: getResults },
];
