import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChange } from './apply-change.ts';
import type { RunChange } from './change.ts';
import { firstOfItsLine } from './new-run.ts';
import { queueRun } from './queue-run.ts';
import type { Run } from './run.ts';

const OWNER = 1;
const REQUESTED: RunChange = { type: 'run.pause-requested', actor: null };
const RESUMED: RunChange = { type: 'run.resumed', actor: null };
const PAUSED: RunChange = { type: 'run.paused', actor: null };

function runningRun(): Run {
  const identity = {
    id: 'r1',
    workspaceId: 'w1',
    workflow: 'work',
    version: '1',
    createdAt: 1,
    startAt: null,
    expiresAt: null,
    timeoutMs: null,
    priority: 0,
    concurrencyKey: null,
    tags: [],
    metadata: {},
    trigger: { type: 'api', actor: null, requestId: null },
    lineage: firstOfItsLine('r1'),
  } as const;
  const queued = queueRun({ type: 'run.queued', run: identity, stages: [], idempotency: null, payload: null }, 1, 1);
  return after(queued, { type: 'run.started' }, OWNER);
}

function after(run: Run, change: RunChange, epoch: number | null): Run {
  const applied = applyChange(run, change, run.updatedAt + 1, epoch);
  assert.ok(applied.ok);
  return applied.run;
}

test('a pause that its owner reaches pauses the run', () => {
  const paused = after(after(runningRun(), REQUESTED, null), PAUSED, OWNER);
  assert.equal(paused.status, 'paused');
});

test('a pause that was taken back before its owner reached it puts the run back into the queue', () => {
  const resumed = after(after(runningRun(), REQUESTED, null), RESUMED, null);
  const given = after(resumed, PAUSED, OWNER);
  assert.equal(given.status, 'queued');
  assert.equal(given.status === 'queued' && given.runnableAt, given.updatedAt);
});
