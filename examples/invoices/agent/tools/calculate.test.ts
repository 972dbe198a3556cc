import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calculate } from './calculate.ts';

test('sums are worked out in the right order', () => {
  for (const [expression, value] of [
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 / 4 - 1', 1.5],
    ['-2 * -(3 - 1)', 4],
    ['0.1 + 0.2', 0.3],
    ['2475+2*689', 3853],
  ] as const) {
    assert.equal(calculate(expression), value, expression);
  }
});

test('what is no sum, or has no value, is null', () => {
  for (const expression of ['', '1 +', '(1', '1)', '1 2', '1 / 0', 'process.exit()', '2 ** 3', '1e9']) {
    assert.equal(calculate(expression), null, expression);
  }
});
