import { EvaluatorScoreList } from '@millrace/protocol';
import type { EvaluatorScore as WireScore } from '@millrace/protocol';
import { z } from 'zod';
import type { EvaluatorScore } from '../../../domain/evaluation.ts';
import { jsonAnswer } from '../../answers.ts';
import { NO_HEADERS, NO_QUERY } from '../../no-parameters.ts';
import { readRun } from '../../read-run.ts';
import { json } from '../../reply.ts';
import { route } from '../../route.ts';

export const listEvaluationsRoute = route(
  {
    method: 'GET',
    path: '/v1/runs/{id}/evaluations',
    operationId: 'listEvaluations',
    summary: 'Read how the output of a run was scored, evaluator by evaluator',
    params: z.object({ id: z.string() }),
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('All scores on one page; none unless an output was scored.', EvaluatorScoreList) },
  },
  ({ deps, caller, params }) => {
    const run = readRun(deps, caller.workspaceId, params.id);
    const evaluation = deps.context.store.evaluations.get(run.workspaceId, run.id);
    return json(200, { data: (evaluation?.evaluators ?? []).map(presentScore), next_cursor: null });
  },
);

function presentScore(score: EvaluatorScore): WireScore {
  return {
    name: score.name,
    type: score.type,
    weight: score.weight,
    pass_threshold: score.passThreshold,
    score: score.score,
    passed: score.passed,
    compared: score.compared,
    matching: score.matching,
    differences: score.differences.map(({ pointer, kind, expected, actual }) => ({ pointer, kind, expected, actual })),
  };
}
