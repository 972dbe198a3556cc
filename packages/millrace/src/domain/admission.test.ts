import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { admit } from './admission.ts';
import type { ConcurrencyLimits, Contender } from './admission.ts';

interface NamedRun extends Contender {
  readonly id: number;
}

function run(id: number, workflow = 'a', concurrencyKey: string | null = null, workspaceId = 'w'): NamedRun {
  return { id, workspaceId, workflow, concurrencyKey };
}

function idsOf(runs: readonly NamedRun[]): readonly number[] {
  return runs.map((one) => one.id);
}

const none: ReadonlyMap<string, ConcurrencyLimits> = new Map();

test('without limits the first runs start and the capacity keeps the others back', () => {
  const admission = admit({ limits: none, live: [run(0)], capacity: 2, candidates: [run(1), run(2), run(3)] });
  assert.deepEqual([idsOf(admission.start), idsOf(admission.held), idsOf(admission.ready)], [[1, 2], [], [3]]);
});

test('a workflow at its limit holds its runs and lets others pass', () => {
  const limits = new Map([['a', { limit: 2, perKey: null }]]);
  const admission = admit({ limits, live: [run(0)], capacity: 9, candidates: [run(1), run(2), run(3, 'b')] });
  assert.deepEqual([idsOf(admission.start), idsOf(admission.held)], [[1, 3], [2]]);
});

test('a key at its limit holds its runs; other keys and runs without a key pass', () => {
  const limits = new Map([['a', { limit: null, perKey: 1 }]]);
  const live = [run(0, 'a', 'x')];
  const admission = admit({
    limits,
    live,
    capacity: 9,
    candidates: [run(1, 'a', 'x'), run(2, 'a', 'y'), run(3, 'a', 'y'), run(4), run(5)],
  });
  assert.deepEqual(
    [idsOf(admission.start), idsOf(admission.held)],
    [
      [2, 4, 5],
      [1, 3],
    ],
  );
});

test('a run that is held by its limit is told from one that only lacks capacity', () => {
  const limits = new Map([['a', { limit: 1, perKey: null }]]);
  const admission = admit({ limits, live: [], capacity: 1, candidates: [run(1), run(2), run(3, 'b')] });
  assert.deepEqual([idsOf(admission.start), idsOf(admission.held), idsOf(admission.ready)], [[1], [2], [3]]);
});

test('the same workflow and key in another workspace or workflow have places of their own', () => {
  const limits = new Map([
    ['a', { limit: 1, perKey: 1 }],
    ['b', { limit: 1, perKey: 1 }],
  ]);
  const candidates = [run(1, 'a', 'x', 'v'), run(2, 'b', 'x'), run(3, 'a', 'x')];
  const admission = admit({ limits, live: [run(0, 'a', 'x')], capacity: 9, candidates });
  assert.deepEqual([idsOf(admission.start), idsOf(admission.held)], [[1, 2], [3]]);
});

test('a limit that was lowered below the runs that go on holds all others', () => {
  const limits = new Map([['a', { limit: 1, perKey: null }]]);
  assert.deepEqual(admit({ limits, live: [run(0), run(1), run(2)], capacity: 9, candidates: [run(3)] }).start, []);
});

test('nothing starts without capacity', () => {
  for (const capacity of [0, -1]) assert.deepEqual(idsOf(admit({ limits: none, live: [], capacity, candidates: [run(1)] }).ready), [1]);
});

test('no limit is ever passed, no run is lost, and no run is held while there is room for it', () => {
  const contender = fc.record({
    id: fc.nat(),
    workspaceId: fc.constantFrom('v', 'w'),
    workflow: fc.constantFrom('a', 'b', 'c'),
    concurrencyKey: fc.option(fc.constantFrom('x', 'y')),
  });
  const cap = fc.option(fc.integer({ min: 0, max: 4 }));
  const limit = fc.record({ limit: cap, perKey: cap });
  const request = fc.record({
    limits: fc.record({ a: limit, b: limit }),
    live: fc.array(contender, { maxLength: 5 }),
    capacity: fc.integer({ min: 0, max: 20 }),
    candidates: fc.array(contender, { maxLength: 40 }),
  });
  fc.assert(
    fc.property(request, ({ limits, live, capacity, candidates }) => {
      const byName = new Map(Object.entries(limits));
      const { start, held, ready } = admit({ limits: byName, live, capacity, candidates });
      const active = [...live, ...start];
      const isFull = (one: NamedRun): boolean => {
        const { limit: all, perKey } = byName.get(one.workflow) ?? { limit: null, perKey: null };
        const same = active.filter((other) => other.workflow === one.workflow && other.workspaceId === one.workspaceId);
        const sameKey = same.filter((other) => other.concurrencyKey === one.concurrencyKey);
        return (all !== null && same.length >= all) || (one.concurrencyKey !== null && perKey !== null && sameKey.length >= perKey);
      };
      assert.deepEqual(new Set([...start, ...held, ...ready]), new Set(candidates));
      assert.ok(start.length <= capacity);
      assert.ok(held.every(isFull));
      assert.ok(ready.every((one) => !isFull(one)) && (ready.length === 0 || start.length === capacity));
      const admittedAlone = admit({ limits: byName, live: [], capacity: start.length, candidates: start });
      assert.equal(admittedAlone.start.length, start.length);
    }),
  );
});

test('a hundred thousand candidates are decided on, whatever holds them', () => {
  const limits = new Map([['a', { limit: 1_000, perKey: 1 }]]);
  const candidates = Array.from({ length: 100_000 }, (_, id) => run(id, 'a', `key ${id % 500}`));
  const { start, held, ready } = admit({ limits, live: candidates.slice(0, 100), capacity: 10_000, candidates });
  assert.equal(start.length, 400);
  assert.equal(held.length, 99_600);
  assert.equal(ready.length, 0);
});
