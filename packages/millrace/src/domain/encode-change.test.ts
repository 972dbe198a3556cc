import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunChange } from './change.ts';
import { decodeChange } from './decode-change.ts';
import { encodeChange } from './encode-change.ts';
import { trustJsonText } from './json-text.ts';

test('a change that was taken apart is put together as it was', () => {
  const fields = { type: 'mine', payload: 'mine too' };
  const changes: readonly RunChange[] = [
    { type: 'signal.received', name: 'go', actor: null, payload: trustJsonText('{"a":1}') },
    { type: 'log.written', op: null, level: 'info', message: 'm', step: null, fields },
  ];
  for (const change of changes) {
    const { data, payload } = encodeChange(change);
    assert.deepEqual({ payload: null, ...change }, decodeChange(change.type, data, payload));
    assert.doesNotMatch(data, /^\{"type"|,"type":"(signal|log)/);
  }
});
