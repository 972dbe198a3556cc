import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeExactJson } from './exact-json.ts';
import { nanoseconds } from './nanoseconds.ts';

test('a large integer is sent with all of its digits, as a number', () => {
  assert.equal(encodeExactJson({ at: 1_689_000_000_000_000_001n, none: null }), '{"at":1689000000000000001,"none":null}');
  assert.equal(encodeExactJson([9_223_372_036_854_775_807n, -1n, 0n]), '[9223372036854775807,-1,0]');
});

test('text that looks like such a number stays the text that it is', () => {
  const tricky = { '1n': 'n1689000000000000000', tags: ['"1689000000000000000"', '\u2028', '\ud800', ''] };
  assert.equal(encodeExactJson(tricky), JSON.stringify(tricky));
});

test('everything else is as JSON.stringify has it', () => {
  const value = { a: [1, 0.5, true, false, null, 'é\n'], b: { c: {}, d: [] }, 'e"': -0 };
  assert.equal(encodeExactJson(value), JSON.stringify(value));
});

test('milliseconds become nanoseconds without being rounded', () => {
  assert.equal(nanoseconds(0), 0n);
  assert.equal(nanoseconds(1_689_000_000_000), 1_689_000_000_000_000_000n);
  assert.equal(encodeExactJson(nanoseconds(1_689_000_000_001)), '1689000000001000000');
});
