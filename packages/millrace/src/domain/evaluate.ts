import type { Evaluation, EvaluatorScore, Scoring } from './evaluation.ts';
import { exactDiff } from './exact-diff.ts';
import type { Json } from './json.ts';

/** Scores an output: the mean of what the evaluators say, by their weights. `undefined` is no output at all. */
export function evaluate({ plan, expected }: Scoring, output: Json | undefined): Evaluation {
  const evaluators = plan.evaluators.map((evaluator) => exactDiff(evaluator, expected, output));
  const score = weightedMean(evaluators);
  return { score, passed: score >= plan.passThreshold, passThreshold: plan.passThreshold, evaluators };
}

function weightedMean(scores: readonly EvaluatorScore[]): number {
  const weights = scores.reduce((sum, { weight }) => sum + weight, 0);
  return weights === 0 ? 0 : scores.reduce((sum, { score, weight }) => sum + score * weight, 0) / weights;
}
