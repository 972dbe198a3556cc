import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillHistory, shortenHistory } from './stored-history.ts';
import type { HistoryDetails, StoredHistory } from './stored-history.ts';

const NOTHING: HistoryDetails = {
  startedAt: null,
  queuedMs: 0,
  waitingMs: 0,
  statusAt: 7,
  pauseRequestedAt: null,
  cancelRequestedAt: null,
  cancelReason: null,
  progress: { percent: 0, message: null, unitsDone: null, unitsTotal: null },
  stages: [],
  steps: { completed: 0, failed: 0, attempts: 0 },
  items: null,
  costs: {},
  creditsUsed: 0,
  artifacts: 0,
  reviews: 0,
  finishedSeq: null,
  evaluation: null,
  verdict: null,
  deleted: [],
};

const EVERYTHING: HistoryDetails = {
  startedAt: 1,
  queuedMs: 2,
  waitingMs: 3,
  statusAt: 4,
  pauseRequestedAt: 5,
  cancelRequestedAt: 6,
  cancelReason: 'cancelled_by_parent',
  progress: { percent: 40, message: 'going', unitsDone: 4, unitsTotal: 10 },
  stages: [{ name: 's', title: 'S', weight: 1, status: 'running', startedAt: 1, finishedAt: null }],
  steps: { completed: 1, failed: 2, attempts: 3 },
  items: { input: 3, delivered: 1, dropped: 1, failed: 0, pending: 1, reasons: { odd: 1 } },
  costs: { USD: { acme: 1 } },
  creditsUsed: 8,
  artifacts: 9,
  reviews: 10,
  finishedSeq: 11,
  evaluation: { score: 0.5, passed: false },
  verdict: null,
  deleted: ['input'],
};

const stored = (run: HistoryDetails): string => JSON.stringify(shortenHistory(run));

function read(text: string): HistoryDetails {
  const value: unknown = JSON.parse(text);
  assertStored(value);
  return fillHistory(value);
}

function assertStored(value: unknown): asserts value is StoredHistory {
  assert.ok(typeof value === 'object' && value !== null && 'statusAt' in value);
}

test('a run to which nothing has happened stores next to nothing', () => {
  assert.equal(stored(NOTHING), '{"statusAt":7}');
  assert.deepEqual(fillHistory({ statusAt: 7 }), NOTHING);
});

test('everything that happened to a run is kept', () => {
  assert.deepEqual(read(stored(EVERYTHING)), EVERYTHING);
});

test('a progress of which only the percent is known is short', () => {
  const run = { ...NOTHING, progress: { percent: 100, message: null, unitsDone: null, unitsTotal: null } };
  assert.equal(stored(run), '{"statusAt":7,"progress":{"percent":100}}');
  assert.deepEqual(read(stored(run)), run);
});

test('a run that an earlier release stored with every field in full is read as it was', () => {
  assert.deepEqual(read(JSON.stringify(EVERYTHING)), EVERYTHING);
  assert.deepEqual(read(JSON.stringify(NOTHING)), NOTHING);
});
