import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareQueued } from './queue-order.ts';
import type { QueuePlace } from './queue-order.ts';

test('priority goes before time, and time before age', () => {
  const runs: readonly QueuePlace[] = [
    { runId: 'e', priority: 0, runnableAt: null },
    { runId: 'd', priority: 0, runnableAt: 20 },
    { runId: 'c', priority: 0, runnableAt: 10 },
    { runId: 'b', priority: 0, runnableAt: 10 },
    { runId: 'a', priority: 5, runnableAt: 90 },
  ];
  assert.deepEqual(
    runs.toSorted(compareQueued).map((run) => run.runId),
    ['a', 'b', 'c', 'd', 'e'],
  );
});

test('the order is the same whichever way round two runs are compared', () => {
  const place = fc.record({
    runId: fc.constantFrom('a', 'b', 'c'),
    priority: fc.integer({ min: -1, max: 1 }),
    runnableAt: fc.option(fc.integer({ min: 0, max: 2 })),
  });
  fc.assert(
    fc.property(place, place, (a, b) => {
      assert.equal(Math.sign(compareQueued(a, b)) + Math.sign(compareQueued(b, a)), 0);
      const same = a.runId === b.runId && a.priority === b.priority && a.runnableAt === b.runnableAt;
      assert.equal(compareQueued(a, b) === 0, same);
    }),
  );
});
