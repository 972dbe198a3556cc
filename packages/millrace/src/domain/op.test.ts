import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatOp, isStepKind, OP_KINDS, parseOp, STEP_KINDS } from './op.ts';

test('an op says kind, name and occurrence, and reads back', () => {
  assert.equal(formatOp('step', 'load', 1), 'step:load#1');
  assert.deepEqual(parseOp('review:check#12'), { kind: 'review', name: 'check', occurrence: 12 });
});

test('a name may hold the marks of an op', () => {
  for (const name of ['a:b', 'a#b', '#1', 'step:x#2', ':', '#', '']) {
    assert.deepEqual(parseOp(formatOp('map', name, 3)), { kind: 'map', name, occurrence: 3 });
  }
});

test('any kind, name and occurrence survive the way there and back', () => {
  fc.assert(
    fc.property(fc.constantFrom(...OP_KINDS), fc.string({ unit: 'binary' }), fc.integer({ min: 1 }), (kind, name, occurrence) => {
      assert.deepEqual(parseOp(formatOp(kind, name, occurrence)), { kind, name, occurrence });
    }),
  );
});

test('a text that no call makes is not an op', () => {
  for (const text of [
    '',
    'load',
    'step:load',
    'step#1',
    'flow:load#1',
    'step:load#',
    'step:load#0',
    'step:load#1.5',
    'step:load#-1',
    '#1:',
    'step:load#1x',
  ]) {
    assert.equal(parseOp(text), null, text);
  }
});

test('readers see the calls that do or await something as steps', () => {
  assert.deepEqual(OP_KINDS.filter(isStepKind), STEP_KINDS);
  assert.equal(isStepKind('records'), false);
});
