import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pointerToken } from './json-pointer.ts';

test('a token escapes what would part it, in the order that RFC 6901 asks for', () => {
  assert.equal(pointerToken('a/b~c'), 'a~1b~0c');
  assert.equal(pointerToken('~1'), '~01');
  assert.equal(pointerToken(7), '7');
});
