import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPointer, pointerToken, valueAt } from './json-pointer.ts';

test('a token escapes what would part it, in the order that RFC 6901 asks for', () => {
  assert.equal(pointerToken('a/b~c'), 'a~1b~0c');
  assert.equal(pointerToken('~1'), '~01');
  assert.equal(pointerToken(7), '7');
});

test('a pointer is empty or begins with a slash, and escapes nothing but its two marks', () => {
  for (const text of ['', '/', '/a', '/a/0', '/a~1b/~0']) assert.ok(isPointer(text), text);
  for (const text of ['a', '#/a', '/a~', '/~2']) assert.ok(!isPointer(text), text);
});

test('a value is found where its pointer leads, and nowhere else', () => {
  const root = { a: [{ 'b/c': 1 }, null], '': 2, '~': 3 };
  assert.deepEqual(valueAt(root, ''), root);
  assert.equal(valueAt(root, '/a/0/b~1c'), 1);
  assert.equal(valueAt(root, '/a/1'), null);
  assert.equal(valueAt(root, '/'), 2);
  assert.equal(valueAt(root, '/~0'), 3);
  for (const pointer of ['/b', '/a/2', '/a/00', '/a/-', '/a/length', '/a/1/x', '/constructor', '/a/0/x/y', '/~0/x']) {
    assert.equal(valueAt(root, pointer), undefined, pointer);
  }
});
