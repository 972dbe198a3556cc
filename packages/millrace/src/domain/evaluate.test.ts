import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate } from './evaluate.ts';
import type { ExactDiffEvaluator } from './example.ts';

function evaluator(name: string, weight: number, paths: readonly string[]): ExactDiffEvaluator {
  return { type: 'exact-diff', name, weight, passThreshold: 1, numericTolerance: 0, allowExtraFields: true, paths };
}

const EXPECTED = { total: 10, name: 'ACME', lines: [1, 2] };

test('the score of a run is the mean of its evaluators by weight, and passes from the threshold on', () => {
  const plan = { evaluators: [evaluator('total', 3, ['/total']), evaluator('lines', 1, ['/lines'])], passThreshold: 0.75 };
  const right = evaluate({ plan, expected: EXPECTED }, { total: 10, lines: [] });
  assert.deepEqual([right.score, right.passed, right.passThreshold], [0.75, true, 0.75]);
  assert.deepEqual(
    right.evaluators.map(({ name, score, passed }) => [name, score, passed]),
    [
      ['total', 1, true],
      ['lines', 0, false],
    ],
  );
  const wrong = evaluate({ plan, expected: EXPECTED }, { total: 11, lines: [1, 2] });
  assert.deepEqual([wrong.score, wrong.passed], [0.25, false]);
});

test('an evaluator without weight is shown and does not count', () => {
  const plan = { evaluators: [evaluator('all', 1, []), evaluator('name', 0, ['/name'])], passThreshold: 1 };
  const result = evaluate({ plan, expected: { total: 10 } }, { total: 10 });
  assert.deepEqual([result.score, result.evaluators.length], [1, 2]);
  const weightless = { evaluators: [evaluator('name', 0, ['/name'])], passThreshold: 0.5 };
  assert.deepEqual(evaluate({ plan: weightless, expected: EXPECTED }, EXPECTED).score, 0);
});

test('a run that gave no output scores 0', () => {
  const plan = { evaluators: [evaluator('all', 1, [])], passThreshold: 0.7 };
  assert.deepEqual(evaluate({ plan, expected: EXPECTED }, undefined).score, 0);
});
