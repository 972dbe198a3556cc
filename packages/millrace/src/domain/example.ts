import type { Json } from './json.ts';

/** An input whose right output is known. */
export interface Example {
  readonly id: string;
  readonly name: string;
  readonly input: Json;
  readonly expected: Json;
  readonly metadata: Json;
}

/** Compares the output of a run with what its example expects. Numbers are equal within `numericTolerance`. */
export interface ExactDiffEvaluator {
  readonly type: 'exact-diff';
  readonly name: string;
  /** Its share in the score of the run. */
  readonly weight: number;
  readonly passThreshold: number;
  readonly numericTolerance: number;
  readonly allowExtraFields: boolean;
  /** JSON Pointers into the expected output; empty means all of it. */
  readonly paths: readonly string[];
}

export interface EvaluationPlan {
  readonly evaluators: readonly ExactDiffEvaluator[];
  /** From which weighted mean on a run has passed. */
  readonly passThreshold: number;
}
