import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFileRefs } from './file-refs.ts';

test('file references are found wherever they stand, with pointers to them', () => {
  const input = { before: { $file: 'u1' }, more: [{ 'a/b': { $file: 'u2' } }, 7, null, 'u9'] };
  assert.deepEqual(findFileRefs(input, '/input'), [
    { pointer: '/input/before/$file', uploadId: 'u1' },
    { pointer: '/input/more/0/a~1b/$file', uploadId: 'u2' },
  ]);
});

test('a reference that is not a text is found without an upload', () => {
  assert.deepEqual(findFileRefs({ $file: 7 }, ''), [{ pointer: '/$file', uploadId: null }]);
});

test('a value without references has none', () => {
  for (const value of [null, 1, 'x', [], { file: 'u1' }]) assert.deepEqual(findFileRefs(value, ''), []);
});
