import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson } from './canonical-json.ts';

test('the order of keys does not matter, the order of lists does', () => {
  assert.equal(canonicalJson({ b: { d: 1, c: [2, 1] }, a: null }), '{"a":null,"b":{"c":[2,1],"d":1}}');
  assert.equal(canonicalJson({ a: null, b: { c: [2, 1], d: 1 } }), canonicalJson({ b: { d: 1, c: [2, 1] }, a: null }));
  assert.notEqual(canonicalJson([1, 2]), canonicalJson([2, 1]));
});

test('values of different types are different', () => {
  const texts = [null, true, 'true', 1, '1', [], {}, [1], ['1'], { 1: 1 }].map(canonicalJson);
  assert.equal(new Set(texts).size, texts.length);
});
