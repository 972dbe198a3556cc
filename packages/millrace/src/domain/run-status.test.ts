import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canMove, isRunStatus, isTerminal, RUN_STATUSES, RUN_TRANSITIONS, TERMINAL_STATUSES } from './run-status.ts';
import type { RunStatus } from './run-status.ts';

/** Rows are where a run is, columns where it may go, both in the order of RUN_STATUSES. */
const TABLE: Readonly<Record<RunStatus, string>> = {
  //          q r w p c f x
  queued: '   . 1 . 1 . 1 1',
  running: '  1 . 1 1 1 1 1',
  waiting: '  1 1 . 1 . 1 1',
  paused: '   1 . 1 . . 1 1',
  completed: '. . . . . . .',
  failed: '   . . . . . . .',
  cancelled: '. . . . . . .',
};

test('each of the forty-nine moves is legal or not as the table says', () => {
  for (const from of RUN_STATUSES) {
    const row = TABLE[from].trim().split(' ');
    assert.equal(row.length, RUN_STATUSES.length);
    RUN_STATUSES.forEach((to, column) => assert.equal(canMove(from, to), row[column] === '1', `${from} → ${to}`));
  }
});

test('the terminal statuses are the ones that a run never leaves', () => {
  assert.deepEqual(RUN_STATUSES.filter(isTerminal), TERMINAL_STATUSES);
});

test('every live status can end, and only a running run completes', () => {
  for (const status of RUN_STATUSES.filter((one) => !isTerminal(one))) {
    assert.ok(canMove(status, 'failed') && canMove(status, 'cancelled'), status);
  }
  assert.deepEqual(
    RUN_STATUSES.filter((status) => canMove(status, 'completed')),
    ['running'],
  );
});

test('every status can be reached from queued', () => {
  const reached = new Set<RunStatus>(['queued']);
  for (const status of reached) for (const next of RUN_TRANSITIONS[status]) reached.add(next);
  assert.deepEqual(reached, new Set(RUN_STATUSES));
});

test('nothing else is a status', () => {
  assert.deepEqual([...RUN_STATUSES, 'flying', '', 'toString'].filter(isRunStatus), RUN_STATUSES);
});
