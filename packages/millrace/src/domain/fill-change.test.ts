import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunChange } from './change.ts';
import { decodeChange } from './decode-change.ts';
import { encodeChange } from './encode-change.ts';
import { encodeJson, trustJsonText } from './json-text.ts';

const read = (type: RunChange['type'], data: object): unknown => decodeChange(type, encodeJson({ ...data }), null);

const lineage = { attempt: 1, previousRunId: null, forkedFrom: null, parentRunId: null, rootRunId: 'r', depth: 0, batchId: null };
const none = { startAt: null, expiresAt: null, timeoutMs: null, priority: 0, concurrencyKey: null, tags: [], metadata: {} };
const named = { id: 'r', workspaceId: 'w', workflow: 'wf', version: 'v', createdAt: 5 };
const trigger = { type: 'api', actor: null, requestId: null } as const;
const plain = { type: 'run.queued', run: { ...named, ...none, trigger, lineage, example: null, credits: null }, stages: [] } as const;
const PLAIN = { ...plain, idempotency: null, payload: trustJsonText('1') } as const;

test('a start that has nothing special takes little room, and is read as it was', () => {
  const { data, payload } = encodeChange(PLAIN);
  assert.equal(data, '{"run":{"id":"r","workspaceId":"w","workflow":"wf","version":"v","createdAt":5,"trigger":{"type":"api"}}}');
  assert.deepEqual(decodeChange('run.queued', data, payload), PLAIN);
});

test('everything that a start can have is kept', () => {
  const run = {
    ...PLAIN.run,
    startAt: 0,
    expiresAt: 2,
    timeoutMs: 0,
    priority: -1,
    concurrencyKey: '',
    tags: ['a'],
    metadata: { a: null },
    trigger: { type: 'retry', actor: 'k', requestId: 'q' },
    lineage: { ...lineage, attempt: 2, previousRunId: 'p', rootRunId: 'x', depth: 1, batchId: 'b', parentRunId: 'y' },
    example: { id: 'e', name: 'e' },
    credits: { held: 1, prepaid: false, quoteId: null },
  } as const;
  const stages = [{ name: 's', title: 'S', weight: 1 }];
  const change: RunChange = { ...PLAIN, run, stages, idempotency: { key: 'k', fingerprint: 'f', expiresAt: 9 } };
  const { data, payload } = encodeChange(change);
  assert.deepEqual(decodeChange('run.queued', data, payload), change);
});

test('the end of a step keeps what is not as it mostly is', () => {
  const base = {
    type: 'step.completed',
    op: 'step:a#b#2',
    name: 'a#b',
    attempt: 1,
    stage: null,
    startedAt: 3,
    copiedFrom: null,
    payload: null,
  } as const;
  const rare = { ...base, name: 'other', attempt: 2, stage: 's', copiedFrom: 'r0' } as const;
  assert.equal(encodeChange(base).data, '{"op":"step:a#b#2","startedAt":3}');
  for (const change of [base, rare]) {
    const { data, payload } = encodeChange(change);
    assert.deepEqual(decodeChange(change.type, data, payload), change);
  }
});

test('a start says nothing but that it was', () => {
  const { data, payload } = encodeChange({ type: 'run.started' });
  assert.deepEqual([data, decodeChange('run.started', data, payload)], ['{}', { type: 'run.started' }]);
});

test('what an older release wrote is read as if it had known what was added since', () => {
  const { credits: _credits, example: _example, ...older } = PLAIN.run;
  assert.deepEqual(read('run.queued', { run: older, stages: [], idempotency: null }), { ...PLAIN, payload: null });
  assert.deepEqual(read('usage.recorded', { op: null, entry: { meter: 'calls' } }), {
    type: 'usage.recorded',
    op: null,
    entry: { meter: 'calls', credits: 0 },
  });
  assert.deepEqual(read('child.finished', { runId: 'c' }), { type: 'child.finished', runId: 'c', creditsUsed: 0, payload: null });
});

test('what today says is kept', () => {
  assert.deepEqual(read('usage.recorded', { op: null, entry: { credits: 4 } }), {
    type: 'usage.recorded',
    op: null,
    entry: { credits: 4 },
  });
  assert.deepEqual(read('child.finished', { creditsUsed: 4 }), { type: 'child.finished', creditsUsed: 4, payload: null });
});
