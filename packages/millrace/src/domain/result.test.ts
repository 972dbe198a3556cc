import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bad, good } from './result.ts';

test('a good result carries its value and a bad one its problem', () => {
  assert.deepEqual(good(7), { ok: true, value: 7 });
  assert.deepEqual(bad('too long'), { ok: false, problem: 'too long' });
});
