import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quoted } from './quoted.ts';

test('a short value is shown whole, with its control characters escaped', () => {
  assert.equal(quoted('a"b\n'), String.raw`"a\"b\n"`);
  assert.equal(quoted('x'.repeat(60)), `"${'x'.repeat(60)}"`);
});

test('a long value is cut to 60 characters', () => {
  assert.equal(quoted('x'.repeat(61)), `"${'x'.repeat(59)}…"`);
});
