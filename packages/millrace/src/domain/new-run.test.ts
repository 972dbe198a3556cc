import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifest } from './manifest.ts';
import { encodeJson } from './json-text.ts';
import { firstOfItsLine, newRun } from './new-run.ts';

const BIRTH = {
  id: 'r',
  workspaceId: 'w',
  workflow: 'hello',
  version: '1',
  at: 1000,
  trigger: { type: 'api', actor: null, requestId: null },
  lineage: firstOfItsLine('r'),
} as const;
const NOTHING = parseManifest(encodeJson({}));

test('what was not asked for comes from the workflow, and what that does not say is absent', () => {
  const plain = newRun(BIRTH, {}, NOTHING);
  assert.deepEqual(
    [plain.startAt, plain.expiresAt, plain.timeoutMs, plain.priority, plain.concurrencyKey, plain.tags, plain.metadata],
    [null, null, null, 0, null, [], {}],
  );
  const declared = newRun(BIRTH, {}, { ...NOTHING, ttlMs: 50, timeoutMs: 60 });
  assert.deepEqual([declared.expiresAt, declared.timeoutMs], [1050, 60]);
  const asked = newRun(BIRTH, { ttlMs: 5, timeoutMs: 6 }, { ...NOTHING, ttlMs: 50, timeoutMs: 60 });
  assert.deepEqual([asked.expiresAt, asked.timeoutMs], [1005, 6]);
});

test('the time to live is counted from the time at which the run may start', () => {
  assert.equal(newRun(BIRTH, { startAt: 5000, ttlMs: 10 }, NOTHING).expiresAt, 5010);
  assert.equal(newRun(BIRTH, { startAt: 10, ttlMs: 10 }, NOTHING).expiresAt, 1010);
  assert.equal(newRun(BIRTH, { delayMs: 500, ttlMs: 10 }, NOTHING).expiresAt, 1510);
});

test('a delay is counted from the birth of the run', () => {
  assert.equal(newRun(BIRTH, { delayMs: 500 }, NOTHING).startAt, 1500);
});

test('a tag is kept once', () => {
  assert.deepEqual(newRun(BIRTH, { tags: ['a', 'b', 'a'] }, NOTHING).tags, ['a', 'b']);
});

test('a run that nothing came before is its own root', () => {
  assert.deepEqual(firstOfItsLine('r'), {
    attempt: 1,
    previousRunId: null,
    forkedFrom: null,
    parentRunId: null,
    rootRunId: 'r',
    depth: 0,
    batchId: null,
  });
});
