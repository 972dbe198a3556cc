import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addOutcomes, gapReport, NO_ITEMS } from './items.ts';
import type { ItemSummary, OutcomeUpdate } from './items.ts';
import { LIMITS } from './limits.ts';

const nothing: OutcomeUpdate = { input: 0, delivered: 0, dropped: 0, failed: 0, reasons: {} };

function sum(counts: Iterable<number>): number {
  return [...counts].reduce((total, count) => total + count, 0);
}

function assertAddsUp(summary: ItemSummary): void {
  const { input, delivered, dropped, failed, pending, reasons } = summary;
  assert.equal(input, delivered + dropped + failed + pending);
  assert.equal(sum(Object.values(reasons)), dropped + failed);
  assert.ok(pending >= 0);
  const gaps = gapReport(summary);
  assert.equal(gaps.input, gaps.delivered + gaps.unresolved);
  assert.equal(sum(gaps.reasons.map((reason) => reason.count)), gaps.unresolved);
}

test('the first chunk announces all items and each chunk settles some of them', () => {
  const first = addOutcomes(null, { input: 10, delivered: 3, dropped: 1, failed: 1, reasons: { duplicate: 1, timeout: 1 } });
  assert.deepEqual(first, { input: 10, delivered: 3, dropped: 1, failed: 1, pending: 5, reasons: { duplicate: 1, timeout: 1 } });
  const last = addOutcomes(first, { input: 0, delivered: 4, dropped: 0, failed: 1, reasons: { timeout: 1 } });
  assert.deepEqual(last, { input: 10, delivered: 7, dropped: 1, failed: 2, pending: 0, reasons: { duplicate: 1, timeout: 2 } });
});

test('nothing added to nothing is nothing', () => {
  assert.deepEqual(addOutcomes(null, nothing), NO_ITEMS);
});

test('outcomes of items that nobody announced count as input', () => {
  const summary = addOutcomes(null, { ...nothing, delivered: 2, dropped: 1, reasons: { old: 1 } });
  assert.deepEqual(summary, { input: 3, delivered: 2, dropped: 1, failed: 0, pending: 0, reasons: { old: 1 } });
});

test('reasons that are too few are filled up and reasons that are too many are cut', () => {
  assert.deepEqual(addOutcomes(null, { ...nothing, failed: 3, reasons: { timeout: 1 } }).reasons, { timeout: 1, unstated: 2 });
  assert.deepEqual(addOutcomes(null, { ...nothing, failed: 2, reasons: { timeout: 5, lost: 1 } }).reasons, { timeout: 2 });
  assert.deepEqual(addOutcomes(null, { ...nothing, failed: 1, reasons: { timeout: -4, lost: 1 } }).reasons, { lost: 1 });
});

test('a reason may be named like a member of every object', () => {
  const reasons = Object.fromEntries(['__proto__', 'constructor', 'toString'].map((reason) => [reason, 1]));
  const summary = addOutcomes(addOutcomes(null, { ...nothing, failed: 3, reasons }), { ...nothing, failed: 3, reasons });
  assert.deepEqual(Object.entries(summary.reasons), [
    ['__proto__', 2],
    ['constructor', 2],
    ['toString', 2],
  ]);
  assertAddsUp(summary);
});

test('a summary holds different reasons up to the limit and the rest as other', () => {
  const named = (count: number): OutcomeUpdate => {
    const reasons = Object.fromEntries(Array.from({ length: count }, (_, index) => [`reason ${index}`, 1]));
    return { ...nothing, failed: count, reasons };
  };
  const below = addOutcomes(null, named(LIMITS.itemReasons - 1));
  assert.equal(below.reasons['other'], undefined);
  const beyond = addOutcomes(null, named(LIMITS.itemReasons + 1));
  assert.equal(Object.keys(beyond.reasons).length, LIMITS.itemReasons);
  assert.equal(beyond.reasons['other'], 2);
  assert.equal(addOutcomes(beyond, { ...nothing, failed: 1, reasons: { 'reason 0': 1 } }).reasons['reason 0'], 2);
});

test('a reason is kept up to its limit and cut beyond it', () => {
  const longest = 'r'.repeat(LIMITS.itemReasonLength);
  assert.deepEqual(Object.keys(addOutcomes(null, { ...nothing, failed: 1, reasons: { [longest]: 1 } }).reasons), [longest]);
  const longer = addOutcomes(null, { ...nothing, failed: 2, reasons: { [`${longest}a`]: 1, [`${longest}b`]: 1 } });
  assert.deepEqual(longer.reasons, { [`${longest.slice(1)}…`]: 2 });
});

test('a gap report says why each item is missing, the commonest reason first', () => {
  const summary = addOutcomes(null, { input: 12, delivered: 4, dropped: 3, failed: 2, reasons: { b: 2, a: 2, c: 1 } });
  assert.deepEqual(gapReport(summary), {
    input: 12,
    delivered: 4,
    unresolved: 8,
    reasons: [
      { reason: 'not_processed', count: 3 },
      { reason: 'a', count: 2 },
      { reason: 'b', count: 2 },
      { reason: 'c', count: 1 },
    ],
  });
});

test('an author may use the word for unprocessed items as a reason too', () => {
  const summary = addOutcomes(null, { ...nothing, input: 3, dropped: 1, reasons: { not_processed: 1 } });
  assert.deepEqual(gapReport(summary).reasons, [{ reason: 'not_processed', count: 3 }]);
});

test('a summary and its gap report add up after any sequence of outcomes', () => {
  const count = fc.nat({ max: 1_000 });
  const reasons = fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom('__proto__', 'other', 'unstated', 'not_processed')),
    fc.integer({ min: -5, max: 400 }),
  );
  const update = fc.record({ input: count, delivered: count, dropped: count, failed: count, reasons });
  fc.assert(
    fc.property(fc.array(update, { maxLength: 20 }), (updates) => {
      let summary: ItemSummary | null = null;
      for (const one of updates) {
        summary = addOutcomes(summary, one);
        assertAddsUp(summary);
      }
    }),
  );
});
