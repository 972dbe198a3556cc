import { DiffTally } from './diff-tally.ts';
import type { EvaluatorScore } from './evaluation.ts';
import type { ExactDiffEvaluator } from './example.ts';
import type { Json } from './json.ts';
import { valueAt } from './json-pointer.ts';

/**
 * Compares an output with the expected one, value by value. A value is a text, a number, a flag, a null, or a list or
 * an object that is empty. The score is the share of expected values that are the same. Values beyond the expected ones
 * count as differences in lists always, and in objects unless extra fields are allowed.
 */
export function exactDiff(evaluator: ExactDiffEvaluator, expected: Json, actual: Json | undefined): EvaluatorScore {
  const tally = new DiffTally(evaluator);
  const paths = outermost(evaluator.paths);
  if (paths.length === 0) tally.compare('', expected, actual);
  for (const path of paths) {
    const wanted = valueAt(expected, path);
    // Where nothing is expected there is nothing to compare with.
    if (wanted !== undefined) tally.compare(path, wanted, actual === undefined ? undefined : valueAt(actual, path));
  }
  return tally.score();
}

/** Paths without those that lie below another one: no value counts twice. */
function outermost(paths: readonly string[]): readonly string[] {
  const different = [...new Set(paths)];
  return different.filter((path) => !different.some((other) => other !== path && path.startsWith(`${other}/`)));
}
