import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyChange } from './apply-change.ts';
import type { RunChange } from './change.ts';
import type { DataPart } from './deletion.ts';
import type { Run } from './run.ts';
import { finish, OWNER, pausedRun, queuedRun, runningRun, waitingRun } from './testing/sample-run.ts';

function remove(...parts: readonly DataPart[]): RunChange {
  return { type: 'data.deleted', actor: 'key-1', parts, jobs: parts.map((part) => ({ id: `job ${part}`, part })) };
}

function after(run: Run, change: RunChange, epoch: number | null = null): Run {
  const applied = applyChange(run, change, 5_000, epoch);
  assert.ok(applied.ok, JSON.stringify(applied));
  return applied.run;
}

describe('deleting what a run holds', () => {
  test('is possible in every status that ends a run, and notes what is gone without touching the status', () => {
    for (const status of ['completed', 'failed', 'cancelled'] as const) {
      const ended = after(runningRun(), finish(status), OWNER);
      const cleared = after(ended, remove('input', 'logs'));
      assert.deepEqual(cleared, { ...ended, seq: ended.seq + 1, updatedAt: 5_000, deleted: ['input', 'logs'] });
    }
  });

  test('adds up, in one order, and may be asked for again', () => {
    const once = after(after(runningRun(), finish('completed'), OWNER), remove('logs'));
    assert.deepEqual(after(once, remove('output', 'input')).deleted, ['input', 'output', 'logs']);
    assert.deepEqual(after(once, remove('logs')).deleted, ['logs']);
  });

  test('is refused while the run has not ended', () => {
    for (const run of [queuedRun(), runningRun(), waitingRun(), pausedRun()]) {
      const applied = applyChange(run, remove('data'), 5_000, null);
      assert.deepEqual(applied, { ok: false, refusal: { kind: 'wrong_status', status: run.status } });
    }
  });
});
