import type { Evaluation, EvaluatorScore } from '../../domain/evaluation.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import { showId } from './ids.ts';
import { iso } from './times.ts';

export interface ScoredRun {
  readonly id: string;
  readonly automationId: string;
  /** When its output was scored, which is when it ended. */
  readonly at: number;
}

export function presentScores(run: ScoredRun, evaluation: Evaluation): readonly JsonObject[] {
  return evaluation.evaluators.map((score, index) => ({
    id: `evr_${run.id.replaceAll('-', '')}${String(index).padStart(2, '0')}`,
    runId: showId('exec', run.id),
    automationId: run.automationId,
    evaluatorName: score.name,
    evaluatorType: score.type,
    score: score.score,
    passed: score.passed,
    label: null,
    weight: score.weight,
    passThreshold: score.passThreshold,
    description: null,
    details: presentDetails(score),
    error: null,
    createdAt: iso(run.at),
  }));
}

/** Expected and actual values side by side. */
export function presentComparison(evaluation: Evaluation): Json {
  const { score, passed, passThreshold, evaluators } = evaluation;
  return {
    score,
    passed,
    passThreshold,
    evaluators: evaluators.map((evaluator) => ({ name: evaluator.name, ...presentDetails(evaluator) })),
  };
}

function presentDetails({ compared, matching, differences }: EvaluatorScore): JsonObject {
  return {
    compared,
    matching,
    differences: differences.map(({ pointer, kind, expected, actual }) => ({ path: pointer, kind, expected, actual })),
  };
}
