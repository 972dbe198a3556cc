import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queuedRun } from '../domain/testing/sample-run.ts';
import { committedRun } from '../journal/committed-run.ts';
import type { CommittedRun } from '../journal/journal.ts';
import { RunQueue } from './run-queue.ts';

const NOW = 1_000;

function run(runId: string, more: Partial<CommittedRun> = {}): CommittedRun {
  return { ...committedRun(queuedRun()), runId, runnableAt: NOW, ...more };
}

function takeAll(queue: RunQueue, now = NOW): readonly string[] {
  const taken: string[] = [];
  for (let next = queue.take(now); next !== null; next = queue.take(now)) taken.push(next.runId);
  return taken;
}

test('runs come by priority, then by the time at which they could have started, then by age', () => {
  const queue = new RunQueue();
  queue.add(run('b'), NOW);
  queue.add(run('a'), NOW);
  queue.add(run('early', { runnableAt: NOW - 5 }), NOW - 5);
  queue.add(run('urgent', { priority: 5 }), NOW);
  assert.deepEqual(takeAll(queue), ['urgent', 'early', 'a', 'b']);
});

test('a run is not taken before its time, and the queue knows when that is', () => {
  const queue = new RunQueue();
  queue.add(run('later', { runnableAt: NOW + 10 }), NOW + 10);
  assert.deepEqual(takeAll(queue), []);
  assert.equal(queue.nextAt(), NOW + 10);
  assert.deepEqual(takeAll(queue, NOW + 10), ['later']);
  assert.equal(queue.nextAt(), null);
});

test('a run that changed is taken once, as it is now', () => {
  const queue = new RunQueue();
  queue.add(run('a', { seq: 1 }), NOW);
  queue.add(run('a', { seq: 2, priority: 3 }), NOW);
  assert.equal(queue.has('a', 2), true);
  assert.equal(queue.take(NOW)?.seq, 2);
  assert.equal(queue.take(NOW), null);
});

test('a run that is removed is not taken, wherever it waited', () => {
  const queue = new RunQueue();
  queue.add(run('a'), NOW);
  queue.remove('a');
  queue.hold(run('b'), 'place');
  queue.remove('b');
  queue.unhold('place');
  assert.deepEqual(takeAll(queue), []);
});

test('what a place kept back comes one by one, the most urgent first', () => {
  const queue = new RunQueue();
  queue.hold(run('low'), 'place');
  queue.hold(run('high', { priority: 9 }), 'place');
  queue.unhold('place');
  assert.deepEqual(takeAll(queue), ['high']);
  queue.unhold('place');
  assert.deepEqual(takeAll(queue), ['low']);
});

test('a place that keeps back more runs than are kept asks for the store when it has let most of them go', () => {
  const queue = new RunQueue();
  for (let n = 0; n < 6_000; n++) queue.hold(run(`run-${String(n).padStart(5, '0')}`), 'place');
  assert.equal(queue.needsReload, false);
  let taken = 0;
  while (!queue.needsReload) {
    queue.unhold('place');
    taken += takeAll(queue).length;
  }
  assert.ok(taken > 4_000 && taken < 5_000, `${taken} were taken`);
});
