import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFileRefs } from './file-refs.ts';

test('file references are found wherever they stand, in order, with their place', () => {
  const input = { before: { $file: 'a' }, list: [1, { $file: 'b', note: 'x' }], deep: { 'a/b~c': { $file: 'c' } } };
  assert.deepEqual(findFileRefs(input, '/input'), [
    { pointer: '/input/before/$file', uploadId: 'a' },
    { pointer: '/input/list/1/$file', uploadId: 'b' },
    { pointer: '/input/deep/a~1b~0c/$file', uploadId: 'c' },
  ]);
});

test('the whole input may be one file', () => {
  assert.deepEqual(findFileRefs({ $file: 'a' }, ''), [{ pointer: '/$file', uploadId: 'a' }]);
});

test('a reference that is no text is found as one that cannot be used', () => {
  assert.deepEqual(findFileRefs({ x: { $file: 5 } }, ''), [{ pointer: '/x/$file', uploadId: null }]);
});

test('values without references have none', () => {
  for (const value of [null, 1, 'a $file', true, [], {}, { file: '$file' }]) assert.deepEqual(findFileRefs(value, ''), []);
});
