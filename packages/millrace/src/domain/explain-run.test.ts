import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainRun, keeperOf } from './explain-run.ts';
import type { ExplainableRun } from './explain-run.ts';
import { RUN_STATUSES } from './run-status.ts';
import { STATUS_REASONS } from './status-reason.ts';

const NOW = Date.UTC(2026, 0, 1);
const RUN: ExplainableRun = {
  status: 'queued',
  reason: 'ready',
  waitingFor: null,
  startAt: null,
  expiresAt: null,
  startedAt: null,
  timeoutMs: null,
  pauseRequestedAt: null,
  cancelRequestedAt: null,
  error: null,
};
const WAIT = { kind: 'signal', name: 'go', until: null, target: null };

function words(run: Partial<ExplainableRun>): string {
  return explainRun({ ...RUN, ...run }, NOW).join('\n');
}

test('every reason is explained with its meaning and with what can be done', () => {
  for (const [reason, { statuses, meaning, fix }] of Object.entries(STATUS_REASONS)) {
    for (const status of statuses) {
      const text = words({ status, reason });
      assert.ok(text.includes(`The run is ${status} (${reason}). ${meaning}`));
      assert.ok(text.includes(fix));
    }
  }
});

test('a reason of a newer release is shown as it is', () => {
  assert.match(words({ reason: 'held_by_moon' }), /held_by_moon/);
});

test('a wait says for what, for which one and until when', () => {
  assert.match(words({ status: 'waiting', reason: 'signal', waitingFor: WAIT }), /waits for the signal "go"\. It waits until that happens/);
  const review = { kind: 'review', name: 'check', until: NOW + 60_000, target: 'r-1' };
  assert.match(
    words({ status: 'waiting', reason: 'review', waitingFor: review }),
    /review "check" \(r-1\)\. The wait ends by itself in 1m \(2026-01-01T00:01:00\.000Z\)/,
  );
});

test('times that end something are told while they still can', () => {
  assert.match(words({ startAt: NOW + 1000, expiresAt: NOW + 2000 }), /may start in 1s .*\n.*expires in 2s /);
  assert.doesNotMatch(words({ startAt: NOW - 1000 }), /may start/);
  assert.match(words({ status: 'running', reason: 'executing', startedAt: NOW - 1000, timeoutMs: 3000 }), /time is up in 2s /);
  assert.doesNotMatch(words({ status: 'completed', reason: 'finished', startedAt: NOW - 1000, timeoutMs: 3000 }), /time is up/);
});

test('wishes that were not reached yet are told', () => {
  const wished = { pauseRequestedAt: NOW - 5000, cancelRequestedAt: NOW - 2000 };
  assert.match(words({ status: 'running', reason: 'executing', ...wished }), /asked to pause 5s ago .*\n.*asked to stop 2s ago /);
  assert.doesNotMatch(words({ status: 'cancelled', reason: 'cancelled_by_user', ...wished }), /asked to/);
});

test('a failure names its step and says whether another attempt can help', () => {
  const error = { code: 'step_failed', message: 'no route', step: 'fetch' };
  assert.match(
    words({ status: 'failed', reason: 'step_failed', error }),
    /error in step "fetch": no route \(step_failed\)\n.*may end differently/,
  );
  assert.match(words({ status: 'failed', reason: 'invalid_output', error: { ...error, step: null } }), /The error: no route/);
});

test('a live run has an owner, a timer or a named wait, and one without is found', () => {
  const keepers = RUN_STATUSES.map((status) => keeperOf({ ...RUN, status, waitingFor: status === 'waiting' ? WAIT : null }));
  assert.deepEqual(keepers, ['timer', 'owner', 'wait', 'wait', null, null, null]);
  assert.equal(keeperOf({ ...RUN, status: 'waiting', waitingFor: { ...WAIT, until: NOW } }), 'timer');
  assert.equal(keeperOf({ ...RUN, status: 'waiting' }), 'none');
  assert.equal(keeperOf({ ...RUN, status: 'waiting', waitingFor: { ...WAIT, name: '' } }), 'none');
});
