import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RUN_STATUSES, isTerminal } from './run-status.ts';
import type { RunStatus } from './run-status.ts';
import { STATUS_REASONS } from './status-reason.ts';
import type { StatusReason } from './status-reason.ts';

const reasons: readonly (readonly [string, StatusReason])[] = Object.entries(STATUS_REASONS);

test('every reason belongs to at least one status, and to none that does not exist', () => {
  const known: ReadonlySet<RunStatus> = new Set(RUN_STATUSES);
  for (const [code, reason] of reasons) {
    assert.ok(reason.statuses.length > 0, code);
    assert.ok(
      reason.statuses.every((status) => known.has(status)),
      code,
    );
    assert.equal(new Set(reason.statuses).size, reason.statuses.length, code);
  }
});

test('every status has a reason', () => {
  for (const status of RUN_STATUSES) {
    assert.ok(
      reasons.some(([, reason]) => reason.statuses.includes(status)),
      status,
    );
  }
});

test('no reason stands for a live and for a terminal status', () => {
  for (const [code, { statuses }] of reasons) assert.equal(new Set(statuses.map(isTerminal)).size, 1, code);
});

test('only what failed may end differently when it is started again', () => {
  for (const [code, reason] of reasons) if (reason.retryable) assert.deepEqual(reason.statuses, ['failed'], code);
});

test('every reason is a code in snake case with a meaning and a fix in whole sentences', () => {
  for (const [code, reason] of reasons) {
    assert.match(code, /^[a-z]+(?:_[a-z]+)*$/);
    assert.match(reason.meaning, /^[A-Z].*\.$/, code);
    assert.match(reason.fix, /^[A-Z].*\.$/, code);
  }
});
