import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS } from './limits.ts';

test('every limit is a whole number above zero', () => {
  for (const [name, limit] of Object.entries(LIMITS)) assert.ok(Number.isSafeInteger(limit) && limit > 0, name);
});

test('limits that depend on each other fit together', () => {
  assert.ok(LIMITS.pageSizeDefault <= LIMITS.pageSize);
  assert.ok(LIMITS.itemsPerChunk <= LIMITS.itemsPerMap);
  assert.ok(LIMITS.inputBytes <= LIMITS.bodyBytes);
  assert.ok(LIMITS.stepsPerRun <= LIMITS.changesPerRun && LIMITS.logsPerRun <= LIMITS.changesPerRun);
  assert.ok(LIMITS.retryAfterMs <= LIMITS.timeoutMs);
});
