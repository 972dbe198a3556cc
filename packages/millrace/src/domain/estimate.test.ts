import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkEstimate, isCredits } from './estimate.ts';
import { LIMITS } from './limits.ts';

const problem = (given: unknown): string => {
  const checked = checkEstimate(given);
  assert.ok(!checked.ok);
  return checked.problem;
};

test('an estimate has whole credits in their order, and parts if it wants', () => {
  assert.deepEqual(checkEstimate({ min: 0, expected: 0, max: 0 }), { ok: true, value: { min: 0, expected: 0, max: 0, breakdown: [] } });
  assert.deepEqual(checkEstimate({ min: 1, expected: 2, max: 3, breakdown: undefined, more: 1 }), {
    ok: true,
    value: { min: 1, expected: 2, max: 3, breakdown: [] },
  });
  const breakdown = [
    { name: 'a', min: 1, expected: 1, max: 1 },
    { name: 'b', kind: 'call', min: 0, expected: 1, max: 2, more: 1 },
    { name: 'c', kind: null, min: 0, expected: 0, max: 0 },
  ];
  const checked = checkEstimate({ min: 1, expected: 2, max: 3, breakdown });
  assert.deepEqual(checked.ok && checked.value.breakdown, [
    { name: 'a', kind: null, min: 1, expected: 1, max: 1 },
    { name: 'b', kind: 'call', min: 0, expected: 1, max: 2 },
    { name: 'c', kind: null, min: 0, expected: 0, max: 0 },
  ]);
});

test('what is no estimate is named', () => {
  for (const given of [
    undefined,
    null,
    5,
    {},
    { min: 1, expected: 2 },
    { min: -1, expected: 0, max: 0 },
    { min: 0, expected: 0.5, max: 1 },
  ]) {
    assert.match(problem(given), /whole credits/);
  }
  assert.match(problem({ min: 2, expected: 1, max: 3 }), /2, 1, 3/);
  assert.match(problem({ min: 1, expected: 4, max: 3 }), /1, 4, 3/);
});

function withParts(breakdown: unknown): string {
  return problem({ min: 0, expected: 0, max: 0, breakdown });
}

test('its parts are held to the same', () => {
  assert.match(withParts('none'), /not a list/);
  assert.match(withParts([null]), /no name/);
  assert.match(withParts([{ name: '' }]), /no name/);
  assert.match(withParts([{ name: 'a', kind: 1 }]), /kind of the part "a"/);
  assert.match(withParts([{ name: 'a', min: 1 }]), /part "a" of the estimate/);
});

test('credits and parts have limits', () => {
  const part = { name: 'a', min: 0, expected: 0, max: 0 };
  const of = (max: number, parts: number): boolean =>
    checkEstimate({ min: 0, expected: 0, max, breakdown: Array.from({ length: parts }, () => part) }).ok;
  assert.ok(of(LIMITS.credits, LIMITS.estimateParts));
  assert.ok(!of(LIMITS.credits + 1, 1));
  assert.ok(!of(1, LIMITS.estimateParts + 1));
  assert.ok(!isCredits('1'));
});
