import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LIMITS } from './limits.ts';
import { completeProgress, estimateRemainingMs, NO_PROGRESS, reportProgress, stageProgress } from './progress.ts';
import { changeStage, declareStages } from './stage.ts';

const half = reportProgress(NO_PROGRESS, { percent: 50, message: 'Half way', unitsDone: 5, unitsTotal: 10 });

test('a report is taken over as it is said', () => {
  assert.deepEqual(half, { percent: 50, message: 'Half way', unitsDone: 5, unitsTotal: 10 });
});

test('what a report leaves out stays as it was', () => {
  assert.deepEqual(reportProgress(half, {}), half);
  assert.deepEqual(reportProgress(half, { percent: null, message: null, unitsDone: null, unitsTotal: null }), half);
  assert.deepEqual(reportProgress(half, { message: 'Nearly there' }), { ...half, message: 'Nearly there' });
});

test('the percent never goes back, is whole, and reaches 100 only by completion', () => {
  assert.equal(reportProgress(half, { percent: 20 }).percent, 50);
  assert.equal(reportProgress(half, { percent: 66.9 }).percent, 66);
  assert.equal(reportProgress(half, { percent: 1_000 }).percent, 99);
  const done = completeProgress(half);
  assert.deepEqual(done, { ...half, percent: 100 });
  assert.equal(reportProgress(done, { percent: 10 }).percent, 100);
});

test('the percent follows from units when none is given', () => {
  assert.equal(reportProgress(NO_PROGRESS, { unitsDone: 1, unitsTotal: 3 }).percent, 33);
  assert.equal(reportProgress(half, { unitsDone: 8 }).percent, 80);
  assert.equal(reportProgress(NO_PROGRESS, { unitsDone: 3, unitsTotal: 3 }).percent, 99);
  assert.equal(reportProgress(NO_PROGRESS, { unitsDone: 0, unitsTotal: 0 }).percent, 0);
  assert.equal(reportProgress(NO_PROGRESS, { unitsDone: 7 }).percent, 0);
});

test('units go back only together with another total', () => {
  assert.equal(reportProgress(half, { unitsDone: 2 }).unitsDone, 5);
  assert.equal(reportProgress(half, { unitsDone: 11 }).unitsDone, 10);
  assert.deepEqual(reportProgress(half, { unitsDone: 1, unitsTotal: 4 }), { ...half, unitsDone: 1, unitsTotal: 4 });
  assert.deepEqual(reportProgress(half, { unitsTotal: 4 }), { ...half, unitsDone: null, unitsTotal: 4 });
});

test('numbers that say nothing are left out', () => {
  for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, -1]) {
    assert.deepEqual(reportProgress(half, { percent: odd, unitsDone: odd, unitsTotal: odd }), half);
  }
});

test('a message is kept up to its limit and cut beyond it', () => {
  const longest = 'x'.repeat(LIMITS.progressMessageLength);
  assert.equal(reportProgress(half, { message: longest }).message, longest);
  assert.equal(reportProgress(half, { message: `${longest}x` }).message, `${longest.slice(1)}…`);
  assert.equal(reportProgress(half, { message: '' }).message, '');
});

test('no sequence of reports makes the percent go back or complete a run', () => {
  const number = fc.option(fc.oneof(fc.double(), fc.integer({ min: -5, max: 120 })));
  const update = fc.record({ percent: number, unitsDone: number, unitsTotal: number });
  fc.assert(
    fc.property(fc.array(update), (updates) => {
      let progress = NO_PROGRESS;
      for (const one of updates) {
        const next = reportProgress(progress, one);
        assert.ok(next.percent >= progress.percent && next.percent <= 99 && Number.isInteger(next.percent));
        assert.ok(next.unitsDone === null || next.unitsTotal === null || next.unitsDone <= next.unitsTotal);
        progress = next;
      }
    }),
  );
});

test('stages count by their weights', () => {
  const declared = declareStages([
    { name: 'read', title: 'Read', weight: 1 },
    { name: 'match', title: 'Match', weight: 3 },
    { name: 'write', title: 'Write', weight: 1 },
  ]);
  assert.equal(stageProgress(declared, 0.5), 0);
  const matching = changeStage(changeStage(declared, 'read', 'completed', 1), 'match', 'running', 2);
  assert.equal(stageProgress(matching, 0), 20);
  assert.equal(stageProgress(matching, 0.5), 50);
  assert.equal(stageProgress(matching, 7), 80);
  assert.equal(stageProgress(matching, -7), 20);
  const ended = changeStage(changeStage(matching, 'match', 'completed', 3), 'write', 'skipped', 3);
  assert.equal(stageProgress(ended, 0), 100);
  assert.equal(stageProgress(changeStage(matching, 'match', 'failed', 3), 0), 20);
});

test('stages without weights say nothing about progress', () => {
  assert.equal(stageProgress([], 1), 0);
  assert.equal(stageProgress(changeStage([], 'extra', 'completed', 1), 0), 0);
});

test('decimal weights that add up to a whole percent are not rounded below it', () => {
  const stages = declareStages(['a', 'b', 'c'].map((name) => ({ name, title: name, weight: 0.1 })));
  const done = stages.reduce((all, stage) => changeStage(all, stage.name, 'completed', 1), stages);
  assert.equal(stageProgress(done, 0), 100);
});

test('the time left follows from the time worked, without the time waited', () => {
  assert.deepEqual(estimateRemainingMs({ percent: 25, startedAt: 1_000, now: 5_000, waitingMs: 2_000 }), {
    etaMs: 6_000,
    method: 'linear',
  });
});

test('there is no estimate without anything to go by', () => {
  const facts = { percent: 50, startedAt: 1_000, now: 2_000, waitingMs: 0 };
  assert.notEqual(estimateRemainingMs(facts), null);
  assert.equal(estimateRemainingMs({ ...facts, startedAt: null }), null);
  assert.equal(estimateRemainingMs({ ...facts, percent: 0 }), null);
  assert.equal(estimateRemainingMs({ ...facts, percent: 100 }), null);
  assert.equal(estimateRemainingMs({ ...facts, now: 1_000 }), null);
  assert.equal(estimateRemainingMs({ ...facts, waitingMs: 3_000 }), null);
});
