import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkEvaluation, checkExamples } from './evaluation-plan.ts';
import type { Example, ExactDiffEvaluator } from './example.ts';
import { LIMITS } from './limits.ts';

function example(id: string, name = id): Example {
  return { id, name, input: {}, expected: { total: 1 }, metadata: null };
}

function numbered(count: number): readonly Example[] {
  return Array.from({ length: count }, (_, index) => example(`e${index}`));
}

test('a workflow with examples compares whole outputs unless it says otherwise, and one without is not scored', () => {
  const plan = checkEvaluation(undefined, [example('a')]);
  const whole = {
    type: 'exact-diff',
    name: 'exact-diff',
    weight: 1,
    passThreshold: 1,
    numericTolerance: 1e-6,
    allowExtraFields: true,
    paths: [],
  };
  assert.deepEqual(plan, { ok: true, value: { evaluators: [whole], passThreshold: 0.7 } });
  assert.deepEqual(checkEvaluation(undefined, []), { ok: true, value: null });
});

test('what an author leaves out is filled in', () => {
  const plan = checkEvaluation({ evaluators: [{ name: 'total', paths: ['/total'], weight: 2 }, {}], passThreshold: 0.9 }, [example('a')]);
  assert.ok(plan.ok);
  assert.deepEqual(
    plan.value?.evaluators.map(({ name, weight, passThreshold }) => [name, weight, passThreshold]),
    [
      ['total', 2, 1],
      ['exact-diff', 1, 1],
    ],
  );
  assert.equal(plan.value?.passThreshold, 0.9);
});

const WRONG: readonly (readonly [string, readonly Partial<ExactDiffEvaluator>[], RegExp])[] = [
  ['no evaluator', [], /0 evaluators/],
  ['one evaluator too many', Array.from({ length: LIMITS.evaluatorsPerWorkflow + 1 }, (_, n) => ({ name: `e${n}` })), /33 evaluators/],
  ['two of one name', [{ name: 'a' }, { name: 'a' }], /same name/],
  ['no weight at all', [{ weight: 0 }], /weight above 0/],
  ['a weight below 0', [{ weight: -1 }, { name: 'b' }], /weight -1/],
  ['a name that is none', [{ name: '' }], /empty/],
  ['a threshold above 1', [{ passThreshold: 1.1 }], /threshold 1.1/],
  ['a tolerance that is no number', [{ numericTolerance: Number.NaN }], /tolerance NaN/],
  ['a path that is no pointer', [{ paths: ['total'] }], /not a JSON Pointer/],
  ['a path that leads nowhere', [{ paths: ['/sum'] }], /leads nowhere/],
  ['one path too many', [{ paths: Array.from({ length: LIMITS.evaluatorPaths + 1 }, () => '/total') }], /101 paths/],
];

for (const [what, evaluators, problem] of WRONG) {
  test(`an evaluation with ${what} is refused`, () => {
    const checked = checkEvaluation({ evaluators }, [example('a')]);
    assert.ok(!checked.ok);
    assert.match(checked.problem, problem);
  });
}

test('a threshold of the run has to be a share', () => {
  assert.equal(checkEvaluation({ evaluators: [{}], passThreshold: 2 }, []).ok, false);
});

test('as many evaluators and paths as there may be are taken', () => {
  const paths = Array.from({ length: LIMITS.evaluatorPaths }, () => '/total');
  const evaluators = Array.from({ length: LIMITS.evaluatorsPerWorkflow }, (_, n) => ({ name: `e${n}`, paths }));
  assert.ok(checkEvaluation({ evaluators }, [example('a')]).ok);
});

test('paths of a workflow without examples are taken as they are', () => {
  assert.ok(checkEvaluation({ evaluators: [{ paths: ['/anything'] }] }, []).ok);
});

test('examples have ids and names of their own, up to the limit', () => {
  assert.ok(checkExamples(numbered(LIMITS.examplesPerWorkflow)).ok);
  assert.equal(checkExamples(numbered(LIMITS.examplesPerWorkflow + 1)).ok, false);
  assert.equal(checkExamples([example('a', 'x'), example('a', 'y')]).ok, false);
  assert.equal(checkExamples([example('a', 'x'), example('b', 'x')]).ok, false);
  assert.equal(checkExamples([example('')]).ok, false);
  assert.equal(checkExamples([example('a', ' ')]).ok, false);
  assert.ok(checkExamples([example('a', 'x'), example('x', 'a')]).ok);
});
