import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8Length } from './utf8-length.ts';

test('a text is as long as its bytes in UTF-8', () => {
  assert.deepEqual(['', 'a', 'é', '€', '😀'].map(utf8Length), [0, 1, 2, 3, 4]);
});
