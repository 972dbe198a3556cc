import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fundStart, leastCredits, startGuards } from './fund-start.ts';
import { UNLIMITED } from './plan.ts';

const ESTIMATED = { kind: 'estimated', estimate: { min: 10, expected: 20, max: 60, breakdown: [] } } as const;
const QUOTED = { kind: 'quoted', quote: { id: 'q', credits: 60 } } as const;
const METERED = { metered: true };
const OPEN = { metered: false };

test('a start puts aside the most that the run may cost', () => {
  assert.deepEqual(fundStart(ESTIMATED, METERED, 100).terms, { held: 60, prepaid: false, quoteId: null });
  assert.deepEqual(fundStart(ESTIMATED, OPEN, 0).terms, { held: 60, prepaid: false, quoteId: null });
});

test('a metered workspace with less puts aside all it has, and at least what the run costs in any case', () => {
  assert.equal(fundStart(ESTIMATED, METERED, 59).terms?.held, 59);
  assert.equal(fundStart(ESTIMATED, METERED, 10).terms?.held, 10);
  assert.deepEqual(fundStart(ESTIMATED, METERED, 9), {
    terms: { held: 10, prepaid: false, quoteId: null },
    guards: [{ kind: 'available-credits', atLeast: 10 }],
  });
  assert.equal(leastCredits(ESTIMATED), 10);
});

test('a quote is paid as a whole', () => {
  assert.deepEqual(fundStart(QUOTED, METERED, 0), {
    terms: { held: 60, prepaid: true, quoteId: 'q' },
    guards: [{ kind: 'available-credits', atLeast: 60 }],
  });
  assert.equal(leastCredits(QUOTED), 60);
});

test('only a metered workspace is asked whether it has the credits, and only for some', () => {
  assert.deepEqual(fundStart(ESTIMATED, OPEN, 0).guards, []);
  const nothing = { kind: 'estimated', estimate: { min: 0, expected: 0, max: 60, breakdown: [] } } as const;
  assert.deepEqual(fundStart(nothing, METERED, 0), { terms: { held: 0, prepaid: false, quoteId: null }, guards: [] });
  assert.equal(fundStart(nothing, METERED, -5).terms?.held, 0);
});

test('a run that costs nothing has no terms', () => {
  assert.deepEqual(fundStart({ kind: 'free' }, METERED, 0), { terms: null, guards: [] });
  assert.equal(leastCredits({ kind: 'free' }), 0);
});

test('a workspace without limits is asked nothing', () => {
  assert.deepEqual(startGuards(UNLIMITED, 'work', false), []);
});

test('the plan and the request say what must hold at a start', () => {
  assert.deepEqual(startGuards({ ...UNLIMITED, active: false, concurrentRuns: 3 }, 'work', true), [
    { kind: 'active-plan' },
    { kind: 'live-runs', workflow: null, max: 3 },
    { kind: 'live-runs', workflow: 'work', max: 1 },
  ]);
});
