import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExactDiffEvaluator } from './example.ts';
import { exactDiff } from './exact-diff.ts';
import { decodeJson, trustJsonText } from './json-text.ts';
import type { Json } from './json.ts';
import { LIMITS } from './limits.ts';

const EVALUATOR: ExactDiffEvaluator = {
  type: 'exact-diff',
  name: 'fields',
  weight: 1,
  passThreshold: 1,
  numericTolerance: 1e-6,
  allowExtraFields: true,
  paths: [],
};

const STRICT = { ...EVALUATOR, allowExtraFields: false };

function diff(expected: Json, actual: Json | undefined, evaluator: ExactDiffEvaluator = EVALUATOR): ReturnType<typeof exactDiff> {
  return exactDiff(evaluator, expected, actual);
}

function parse(text: string): Json {
  return decodeJson(trustJsonText(text));
}

function counts(expected: Json, actual: Json | undefined, evaluator: ExactDiffEvaluator = EVALUATOR): readonly [number, number] {
  const { matching, compared } = diff(expected, actual, evaluator);
  return [matching, compared];
}

test('an output that is as expected scores 1 and passes, whatever the order of its fields', () => {
  const score = diff({ a: 1, b: ['x', null], c: { d: true } }, { c: { d: true }, b: ['x', null], a: 1 });
  assert.deepEqual([score.score, score.passed, score.matching, score.compared], [1, true, 4, 4]);
  assert.deepEqual(score.differences, []);
});

test('the score is the share of expected values that are the same', () => {
  const score = diff({ name: 'ACME', total: 12, lines: [1, 2] }, { name: 'ACME', total: 13, lines: [1] });
  assert.equal(score.score, 0.5);
  assert.equal(score.passed, false);
  assert.deepEqual(score.differences, [
    { pointer: '/total', kind: 'changed', expected: 12, actual: 13 },
    { pointer: '/lines/1', kind: 'missing', expected: 2, actual: null },
  ]);
});

test('a score at the threshold passes', () => {
  assert.equal(diff([1, 2], [1, 3], { ...EVALUATOR, passThreshold: 0.5 }).passed, true);
  assert.equal(diff([1, 2], [1, 3], { ...EVALUATOR, passThreshold: 0.51 }).passed, false);
});

test('numbers are the same within the tolerance and not beyond it', () => {
  const near = { ...EVALUATOR, numericTolerance: 0.5 };
  assert.deepEqual(counts([10, 10, 10], [10.5, 9.5, 10.51], near), [2, 3]);
  assert.deepEqual(counts(1, 1.0000005), [1, 1]);
  assert.deepEqual(counts(1, '1'), [0, 1]);
});

test('fields beyond the expected ones count only when they are not allowed', () => {
  const expected = { a: 1 };
  const actual = { a: 1, b: { c: 2, d: [] }, e: 'x' };
  assert.deepEqual(counts(expected, actual), [1, 1]);
  const strict = diff(expected, actual, STRICT);
  assert.deepEqual([strict.matching, strict.compared], [1, 4]);
  assert.deepEqual(
    strict.differences.map(({ pointer, kind }) => [pointer, kind]),
    [
      ['/b/c', 'extra'],
      ['/b/d', 'extra'],
      ['/e', 'extra'],
    ],
  );
});

test('entries beyond the expected list always count: it is another list', () => {
  const score = diff({ rows: [1] }, { rows: [1, 2, { a: 3 }] });
  assert.deepEqual([score.matching, score.compared], [1, 3]);
  assert.deepEqual(
    score.differences.map(({ pointer }) => pointer),
    ['/rows/1', '/rows/2/a'],
  );
});

test('an empty list or object is a value of its own', () => {
  assert.deepEqual(counts([], []), [1, 1]);
  assert.deepEqual(counts({}, {}), [1, 1]);
  assert.deepEqual(counts([], {}), [0, 1]);
  assert.deepEqual(counts({}, []), [0, 1]);
  assert.deepEqual(counts([], [1, 2]), [0, 2]);
  assert.deepEqual(counts({}, { a: 1 }), [1, 1]);
  assert.deepEqual(counts({}, { a: 1 }, STRICT), [0, 1]);
});

test('no output at all misses every expected value', () => {
  const score = diff({ a: 1, b: [1, 2] }, undefined);
  assert.deepEqual([score.score, score.compared], [0, 3]);
  assert.deepEqual(
    score.differences.map(({ kind }) => kind),
    ['missing', 'missing', 'missing'],
  );
});

test('something of another kind in the place of an object misses all of its fields', () => {
  assert.deepEqual(counts({ a: { b: 1, c: 2 } }, { a: 'text' }), [0, 2]);
  assert.deepEqual(counts({ a: [1, 2] }, { a: { 0: 1 } }), [0, 2]);
});

test('paths leave out everything else', () => {
  const evaluator = { ...EVALUATOR, paths: ['/total', '/lines/0'] };
  assert.deepEqual(counts({ total: 1, name: 'x', lines: [{ a: 1 }, { a: 2 }] }, { total: 1, lines: [{ a: 1 }] }, evaluator), [2, 2]);
});

test('a path below another one counts no value twice, and one where nothing is expected counts nothing', () => {
  const evaluator = { ...EVALUATOR, paths: ['/a', '/a/b', '/a', '/nowhere'] };
  assert.deepEqual(counts({ a: { b: 1 } }, { a: { b: 1 }, nowhere: 2 }, evaluator), [1, 1]);
  assert.deepEqual(counts({ a: 1 }, undefined, { ...EVALUATOR, paths: ['/a'] }), [0, 1]);
  assert.equal(diff({ a: 1 }, { a: 2 }, { ...EVALUATOR, paths: ['/nowhere'] }).score, 1);
});

test('fields named like members of every object are fields like any other', () => {
  const odd = parse('{"__proto__": 1, "constructor": 2, "a/b~c": 3}');
  assert.deepEqual(counts(odd, {}), [0, 3]);
  assert.deepEqual(counts(odd, odd, STRICT), [3, 3]);
  assert.deepEqual(
    diff(odd, {}).differences.map(({ pointer }) => pointer),
    ['/__proto__', '/constructor', '/a~1b~0c'],
  );
});

test('the first differences are listed, and all are counted', () => {
  const many = Array.from({ length: LIMITS.evaluationDifferences + 1 }, (_, index) => index);
  const score = diff(many, []);
  assert.equal(score.differences.length, LIMITS.evaluationDifferences);
  assert.equal(score.compared - score.matching, LIMITS.evaluationDifferences + 1);
  assert.equal(diff(many.slice(1), []).differences.length, LIMITS.evaluationDifferences);
});

test('a long text is cut in the list of differences, and a container stands there as its beginning', () => {
  const [long] = diff('x'.repeat(LIMITS.differenceTextLength + 1), 'y'.repeat(LIMITS.differenceTextLength)).differences;
  assert.equal(long?.expected, `${'x'.repeat(LIMITS.differenceTextLength - 1)}…`);
  assert.equal(long?.actual, 'y'.repeat(LIMITS.differenceTextLength));
  assert.deepEqual(
    diff({ a: 1, b: 2 }, { a: [1, [2], { c: 3 }], b: { d: 'x', e: [] } }).differences.map(({ actual }) => actual),
    ['[1,"[…]","{…}"]', '{"d":"x","e":"[…]"}'],
  );
});

test('an output that is nested very deeply is counted without calling deeper and deeper', () => {
  const deep = parse(`${'['.repeat(5_000)}1${']'.repeat(5_000)}`);
  assert.deepEqual(counts([], [deep]), [0, 1]);
});
