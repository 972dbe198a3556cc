import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJson, encodeJson, trustJsonText } from './json-text.ts';

test('a value survives the way into text and back', () => {
  const value = { b: [1, null, 'x'], a: { c: true } };
  assert.equal(encodeJson(value), '{"b":[1,null,"x"],"a":{"c":true}}');
  assert.deepEqual(decodeJson(encodeJson(value)), value);
});

test('text that was never JSON is found out when it is read', () => {
  assert.throws(() => decodeJson(trustJsonText('{')), SyntaxError);
});
