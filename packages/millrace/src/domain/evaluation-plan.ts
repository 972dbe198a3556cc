import type { EvaluationPlan, Example, ExactDiffEvaluator } from './example.ts';
import { isPointer, valueAt } from './json-pointer.ts';
import { LIMITS } from './limits.ts';
import { checkName } from './names.ts';
import { quoted } from './quoted.ts';
import { bad, good } from './result.ts';
import type { Result } from './result.ts';

const EVALUATOR: ExactDiffEvaluator = {
  type: 'exact-diff',
  name: 'exact-diff',
  weight: 1,
  passThreshold: 1,
  numericTolerance: 1e-6,
  allowExtraFields: true,
  paths: [],
};

const PASS_THRESHOLD = 0.7;

interface Declared {
  readonly evaluators: readonly Partial<ExactDiffEvaluator>[];
  readonly passThreshold?: number | undefined;
}

/** How examples are scored, complete and checked. A workflow that has examples and says nothing compares the whole output. */
export function checkEvaluation(
  declared: Declared | undefined,
  examples: readonly Pick<Example, 'expected'>[],
): Result<EvaluationPlan | null> {
  if (declared === undefined) return good(examples.length === 0 ? null : { evaluators: [EVALUATOR], passThreshold: PASS_THRESHOLD });
  const evaluators = declared.evaluators.map((evaluator) => ({ ...EVALUATOR, ...evaluator }));
  const passThreshold = declared.passThreshold ?? PASS_THRESHOLD;
  const problem = planProblem(evaluators, passThreshold) ?? firstProblem(evaluators, (evaluator) => evaluatorProblem(evaluator, examples));
  return problem === null ? good({ evaluators, passThreshold }) : bad(`Its evaluation is not valid. ${problem}`);
}

/** The examples of a workflow, complete and checked: ids and names are how a start finds one. */
export function checkExamples(declared: readonly Example[]): Result<readonly Example[]> {
  if (declared.length > LIMITS.examplesPerWorkflow) {
    return bad(`It has ${declared.length} examples; at most ${LIMITS.examplesPerWorkflow} are allowed.`);
  }
  const ids = new Set<string>();
  const names = new Set<string>();
  for (const { id, name } of declared) {
    const checked = [checkName(id), checkName(name)].find((result) => !result.ok);
    if (checked !== undefined && !checked.ok) return bad(`An example cannot be called like this. ${checked.problem}`);
    if (ids.has(id) || names.has(name)) return bad(`Two examples are called ${quoted(ids.has(id) ? id : name)}.`);
    ids.add(id);
    names.add(name);
  }
  return good(declared);
}

function planProblem(evaluators: readonly ExactDiffEvaluator[], passThreshold: number): string | null {
  if (evaluators.length === 0 || evaluators.length > LIMITS.evaluatorsPerWorkflow) {
    return `It has ${evaluators.length} evaluators; from 1 to ${LIMITS.evaluatorsPerWorkflow} are possible.`;
  }
  if (new Set(evaluators.map(({ name }) => name)).size < evaluators.length) return 'Two of its evaluators have the same name.';
  if (!evaluators.some(({ weight }) => weight > 0)) return 'None of its evaluators has a weight above 0.';
  return isShare(passThreshold) ? null : `The pass threshold ${passThreshold} is not a number from 0 to 1.`;
}

function evaluatorProblem(evaluator: ExactDiffEvaluator, examples: readonly Pick<Example, 'expected'>[]): string | null {
  const { name, weight, passThreshold, numericTolerance, paths } = evaluator;
  const checked = checkName(name);
  if (!checked.ok) return checked.problem;
  const of = `of evaluator ${quoted(name)}`;
  if (!isAmount(weight)) return `The weight ${weight} ${of} is not a number from 0 on.`;
  if (!isShare(passThreshold)) return `The pass threshold ${passThreshold} ${of} is not a number from 0 to 1.`;
  if (!isAmount(numericTolerance)) return `The numeric tolerance ${numericTolerance} ${of} is not a number from 0 on.`;
  if (paths.length > LIMITS.evaluatorPaths) return `The ${paths.length} paths ${of} are more than ${LIMITS.evaluatorPaths}.`;
  return firstProblem(paths, (path) => {
    if (!isPointer(path)) return `The path ${quoted(path)} ${of} is not a JSON Pointer, such as "/total".`;
    const isExpected = examples.length === 0 || examples.some(({ expected }) => valueAt(expected, path) !== undefined);
    return isExpected ? null : `The path ${quoted(path)} ${of} leads nowhere in the expected output of any example.`;
  });
}

function firstProblem<T>(values: readonly T[], problemOf: (value: T) => string | null): string | null {
  for (const value of values) {
    const problem = problemOf(value);
    if (problem !== null) return problem;
  }
  return null;
}

function isAmount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function isShare(value: number): boolean {
  return isAmount(value) && value <= 1;
}
