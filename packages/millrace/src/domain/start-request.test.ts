import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS } from './limits.ts';
import { checkStartRequest } from './start-request.ts';
import type { StartRequest } from './start-request.ts';

const NOW = 1_000_000;

function pointers(request: Partial<StartRequest>): readonly string[] {
  return checkStartRequest({ workflow: 'hello', ...request }, NOW).map(({ pointer }) => pointer);
}

test('a request with nothing but a workflow has no faults', () => {
  assert.deepEqual(pointers({}), []);
});

test('every option is accepted at its limit and refused one beyond it', () => {
  const edges: readonly (readonly [pointer: string, at: Partial<StartRequest>, beyond: Partial<StartRequest>])[] = [
    ['/tags', { tags: Array.from({ length: LIMITS.tags }, () => 'x') }, { tags: Array.from({ length: LIMITS.tags + 1 }, () => 'x') }],
    ['/tags/1', { tags: ['a', 'x'.repeat(LIMITS.tagLength)] }, { tags: ['a', 'x'.repeat(LIMITS.tagLength + 1)] }],
    ['/metadata', { metadata: { a: 'x'.repeat(LIMITS.metadataBytes - 8) } }, { metadata: { a: 'x'.repeat(LIMITS.metadataBytes - 7) } }],
    ['/priority', { priority: LIMITS.priorityMax }, { priority: LIMITS.priorityMax + 1 }],
    ['/priority', { priority: -LIMITS.priorityMax }, { priority: -LIMITS.priorityMax - 1 }],
    ['/start_at', { startAt: NOW + LIMITS.startDelayMs }, { startAt: NOW + LIMITS.startDelayMs + 1 }],
    ['/delay', { delayMs: LIMITS.startDelayMs }, { delayMs: LIMITS.startDelayMs + 1 }],
    ['/delay', { delayMs: 0 }, { delayMs: -1 }],
    ['/ttl', { ttlMs: LIMITS.ttlMs }, { ttlMs: LIMITS.ttlMs + 1 }],
    ['/ttl', { ttlMs: 1 }, { ttlMs: 0 }],
    ['/timeout', { timeoutMs: LIMITS.timeoutMs }, { timeoutMs: LIMITS.timeoutMs + 1 }],
    ['/timeout', { timeoutMs: 1 }, { timeoutMs: 0.5 }],
    [
      '/concurrency_key',
      { concurrencyKey: 'x'.repeat(LIMITS.concurrencyKeyLength) },
      { concurrencyKey: 'x'.repeat(LIMITS.concurrencyKeyLength + 1) },
    ],
  ];
  for (const [pointer, at, beyond] of edges) {
    assert.deepEqual(pointers(at), [], `${pointer} at its limit`);
    assert.deepEqual(pointers(beyond), [pointer], `${pointer} beyond its limit`);
  }
});

test('metadata is measured in bytes, not in characters', () => {
  assert.deepEqual(pointers({ metadata: { a: 'ö'.repeat(LIMITS.metadataBytes / 2) } }), ['/metadata']);
});

test('a start time in the past is as good as now', () => {
  assert.deepEqual(pointers({ startAt: 0 }), []);
});

test('a start time and a delay exclude each other', () => {
  assert.deepEqual(pointers({ startAt: NOW, delayMs: 5 }), ['/delay']);
});

test('options that are null are as good as absent', () => {
  assert.deepEqual(pointers({ startAt: null, delayMs: null, ttlMs: null, timeoutMs: null, concurrencyKey: null }), []);
});

test('all faults are told together', () => {
  assert.deepEqual(pointers({ tags: ['', 'ok', ' x'], priority: 0.5, ttlMs: -1 }), ['/tags/0', '/tags/2', '/priority', '/ttl']);
});

test('an example brings its own input', () => {
  assert.deepEqual(pointers({ example: 'plain' }), []);
  assert.deepEqual(pointers({ example: 'plain', input: {} }), ['/example']);
});
