import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunChange } from './change.ts';
import { addCredits } from './credits-used.ts';
import { LIMITS } from './limits.ts';
import { after, OWNER, runningRun } from './testing/sample-run.ts';

const usage = (credits: number): RunChange => ({
  type: 'usage.recorded',
  op: null,
  entry: { provider: 'acme', meter: 'calls', quantity: 1, costMicros: 0, currency: 'USD', credits, step: null, attempt: null },
});

test('a run adds up the credits that it and the runs it called have used', () => {
  const used = after(after(runningRun(), usage(7), OWNER), usage(5), OWNER);
  assert.equal(used.creditsUsed, 12);
  const told = { type: 'child.finished', runId: 'c', status: 'failed', error: null, creditsUsed: 30, payload: null } as const;
  assert.equal(after(used, told).creditsUsed, 42);
});

test('credits are counted up to a limit and no further', () => {
  assert.equal(addCredits(LIMITS.creditsPerRun - 1, 1), LIMITS.creditsPerRun);
  assert.equal(addCredits(LIMITS.creditsPerRun, 1), LIMITS.creditsPerRun);
});
