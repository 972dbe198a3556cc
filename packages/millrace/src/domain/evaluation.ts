import type { EvaluationPlan, ExactDiffEvaluator } from './example.ts';
import type { Json } from './json.ts';

/** What a run shows of its evaluation: the weighted mean of its scores, from 0 to 1, and whether that is enough. */
export interface EvaluationSummary {
  readonly score: number;
  readonly passed: boolean;
}

/** How the output of a run compares with what its example expects. */
export interface Evaluation extends EvaluationSummary {
  readonly passThreshold: number;
  readonly evaluators: readonly EvaluatorScore[];
}

export interface EvaluatorScore {
  readonly name: string;
  readonly type: ExactDiffEvaluator['type'];
  readonly weight: number;
  readonly passThreshold: number;
  readonly score: number;
  readonly passed: boolean;
  /** How many values were compared, and how many of them were as expected. */
  readonly compared: number;
  readonly matching: number;
  /** The first differences; `compared - matching` is the number of all. */
  readonly differences: readonly Difference[];
}

export interface Difference {
  /** JSON Pointer. */
  readonly pointer: string;
  readonly kind: 'changed' | 'missing' | 'extra';
  /** Long texts are cut; a list or an object stands here as the beginning of its JSON. */
  readonly expected: Json;
  readonly actual: Json;
}

/** What the output of a run will be held against: fixed when the run starts. */
export interface Scoring {
  readonly plan: EvaluationPlan;
  readonly expected: Json;
}
