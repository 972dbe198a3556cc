import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AT_ONCE } from './at-once.ts';
import type { RunChange } from './change.ts';
import { after, OWNER, runningRun } from './testing/sample-run.ts';

const REQUESTED: RunChange = { type: 'run.pause-requested', actor: null };
const RESUMED: RunChange = { type: 'run.resumed', actor: null };
const PAUSED: RunChange = { type: 'run.paused', actor: null };

test('a pause that its owner reaches pauses the run', () => {
  const paused = after(after(runningRun(), REQUESTED, null), PAUSED, OWNER);
  assert.equal(paused.status, 'paused');
});

test('a pause that was taken back before its owner reached it puts the run back into the queue', () => {
  const resumed = after(after(runningRun(), REQUESTED, null), RESUMED, null);
  const given = after(resumed, PAUSED, OWNER);
  assert.equal(given.status, 'queued');
  assert.equal(given.status === 'queued' && given.runnableAt, AT_ONCE);
});
