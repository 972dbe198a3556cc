import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pointerToken } from './json-pointer.ts';
import { decodeJson, encodeJson, trustJsonText } from './json-text.ts';
import { utf8Length } from './utf8-length.ts';

test('a value comes back from its text', () => {
  for (const value of [null, 0, 'ö', [1, [2]], { a: { b: null } }]) assert.deepEqual(decodeJson(encodeJson(value)), value);
});

test('text that is not JSON is refused', () => {
  assert.throws(() => decodeJson(trustJsonText('{')), SyntaxError);
});

test('length is counted in bytes of UTF-8', () => {
  assert.deepEqual(['', 'a', 'ö', '€', '😀'].map(utf8Length), [0, 1, 2, 3, 4]);
});

test('a part of a pointer escapes what would part it', () => {
  assert.deepEqual([pointerToken('a/b'), pointerToken('a~b'), pointerToken('~1'), pointerToken(3)], ['a~1b', 'a~0b', '~01', '3']);
});
