import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RUN_STATUSES, TERMINAL_STATUSES } from './run-status.ts';
import { deadlineAt } from './run-deadline.ts';

const times = { startedAt: null, expiresAt: 5_000, timeoutMs: 700 };

test('a queued run that never started has to start before it expires', () => {
  assert.equal(deadlineAt({ ...times, status: 'queued' }), 5_000);
  assert.equal(deadlineAt({ ...times, status: 'queued', expiresAt: null }), null);
});

test('a run that was paused before its start neither expires nor runs out of time', () => {
  assert.equal(deadlineAt({ ...times, status: 'paused' }), null);
});

test('once started, a run is out of time a time-out after its first start, whatever it is doing', () => {
  for (const status of ['queued', 'running', 'waiting', 'paused'] as const) {
    assert.equal(deadlineAt({ ...times, status, startedAt: 1_000 }), 1_700, status);
    assert.equal(deadlineAt({ ...times, status, startedAt: 1_000, timeoutMs: null }), null, status);
  }
});

test('a run that ended has no deadline', () => {
  for (const status of TERMINAL_STATUSES) assert.equal(deadlineAt({ ...times, status, startedAt: 1_000 }), null, status);
  assert.equal(RUN_STATUSES.length, TERMINAL_STATUSES.length + 4);
});
