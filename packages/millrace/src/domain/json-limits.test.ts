import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkJsonLimits, measureJson } from './json-limits.ts';
import { LIMITS } from './limits.ts';

function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}

function withKeys(count: number): string {
  return JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 0])));
}

test('depth counts lists and objects around the innermost value and keys count members', () => {
  const cases: readonly (readonly [string, number, number])[] = [
    ['7', 0, 0],
    ['""', 0, 0],
    ['[]', 1, 0],
    ['{"a":1}', 1, 1],
    ['[[1],[{"a":[],"b":{}}]]', 4, 2],
    ['{"a":{"b":{"c":1}},"d":[]}', 3, 4],
  ];
  for (const [text, depth, keys] of cases) assert.deepEqual(measureJson(text), { depth, keys }, text);
});

test('marks within strings are not counted, whatever is escaped', () => {
  assert.deepEqual(measureJson(JSON.stringify({ 'a":[{': String.raw`\":{[\\` })), { depth: 1, keys: 1 });
  assert.deepEqual(measureJson(JSON.stringify(['\\', '[', '"'])), { depth: 1, keys: 0 });
});

test('text that is not JSON is measured without harm', () => {
  for (const text of ['', '"', '"[', '"\\', ']]]]', '{{{{', ':::', 'nonsense']) assert.equal(typeof measureJson(text).depth, 'number');
  assert.deepEqual(measureJson('"[[['), { depth: 0, keys: 0 });
  assert.deepEqual(measureJson(']][['), { depth: 0, keys: 0 });
});

test('any JSON is measured as a walk of its value would', () => {
  const walk = (value: unknown): { depth: number; keys: number } => {
    if (typeof value !== 'object' || value === null) return { depth: 0, keys: 0 };
    const inner = Object.values(value).map(walk);
    const own = Array.isArray(value) ? 0 : inner.length;
    return { depth: 1 + Math.max(0, ...inner.map((one) => one.depth)), keys: own + inner.reduce((sum, one) => sum + one.keys, 0) };
  };
  fc.assert(fc.property(fc.json(), (text) => assert.deepEqual(measureJson(text), walk(JSON.parse(text)))));
});

test('JSON is accepted up to the limit of depth and refused one level beyond it', () => {
  assert.deepEqual(checkJsonLimits(nested(LIMITS.jsonDepth), LIMITS), { ok: true, value: null });
  const tooDeep = checkJsonLimits(nested(LIMITS.jsonDepth + 1), LIMITS);
  assert.deepEqual(tooDeep, { ok: false, code: 'body_too_deep', problem: 'The JSON is nested 65 levels deep; 64 are allowed.' });
});

test('JSON is accepted up to the limit of keys and refused one key beyond it', () => {
  assert.equal(checkJsonLimits(withKeys(LIMITS.jsonKeys), LIMITS).ok, true);
  const tooMany = checkJsonLimits(withKeys(LIMITS.jsonKeys + 1), LIMITS);
  assert.deepEqual(tooMany, { ok: false, code: 'body_too_many_keys', problem: 'The JSON has 10001 keys; 10000 are allowed.' });
});

test('ten thousand and five million levels are measured without recursion', () => {
  for (const levels of [10_000, 5_000_000]) {
    assert.equal(measureJson('['.repeat(levels)).depth, levels);
    assert.equal(checkJsonLimits('{"a":'.repeat(levels), LIMITS).ok, false);
  }
});
