import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDuration, parseDuration } from './duration.ts';

test('each unit is understood, whole or with a fraction', () => {
  const cases: readonly (readonly [number | string, number])[] = [
    [0, 0],
    [1500, 1500],
    [0.6, 1],
    ['250ms', 250],
    ['10s', 10_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    ['1.5h', 5_400_000],
    [' 3 s ', 3_000],
  ];
  for (const [text, ms] of cases) assert.deepEqual(parseDuration(text), { ok: true, value: ms }, String(text));
});

test('what is not a duration is refused, with the value and what to write instead', () => {
  for (const wrong of ['', 'soon', '10', '10 years', '-5s', '1e3s', '5s5s', '.5s', '١s', Number.NaN, Number.POSITIVE_INFINITY]) {
    const result = parseDuration(wrong);
    assert.ok(!result.ok, String(wrong));
    assert.match(result.problem, /is not a duration\. Use milliseconds/);
  }
});

test('a negative number and a span beyond exact milliseconds are refused', () => {
  assert.deepEqual(parseDuration(-1), { ok: false, problem: 'The duration -1 is negative.' });
  assert.deepEqual(parseDuration(Number.MAX_SAFE_INTEGER), { ok: true, value: Number.MAX_SAFE_INTEGER });
  assert.deepEqual(parseDuration('999999999999999d'), { ok: false, problem: 'The duration "999999999999999d" is too long.' });
});

test('any text gives a result and never throws', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof parseDuration(text).ok === 'boolean'));
});

test('durations are shown in the two units that matter', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0ms'],
    [999, '999ms'],
    [1000, '1s'],
    [12_345, '12.3s'],
    [59_999, '59.9s'],
    [60_000, '1m'],
    [90_000, '1m 30s'],
    [3_600_000, '1h'],
    [9_000_000, '2h 30m'],
    [86_400_000, '1d'],
    [183_600_000, '2d 3h'],
    [-90_000, '-1m 30s'],
  ];
  for (const [ms, text] of cases) assert.equal(formatDuration(ms), text);
});
