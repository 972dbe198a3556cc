import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';
import type { Json } from './json.ts';
import { decodeJson, trustJsonText } from './json-text.ts';

test('objects that hold the same members give the same text', () => {
  assert.equal(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true }), '{"a":true,"b":[1,{"c":"x","d":null}]}');
  assert.equal(canonicalJson({ a: 1, b: 2 }), canonicalJson({ b: 2, a: 1 }));
});

test('the order of a list is part of its meaning', () => {
  assert.notEqual(canonicalJson([1, 2]), canonicalJson([2, 1]));
});

test('the text of any JSON value reads back as the same value, and gives the same text again', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const value: Json = decodeJson(trustJsonText(text));
      const canonical = canonicalJson(value);
      const back = decodeJson(trustJsonText(canonical));
      assert.equal(canonicalJson(back), canonical);
      assert.equal(JSON.stringify(back).length, JSON.stringify(value).length);
    }),
  );
});
