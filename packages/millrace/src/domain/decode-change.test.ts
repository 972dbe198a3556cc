import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeChange } from './decode-change.ts';
import { encodeJson, trustJsonText } from './json-text.ts';

test('a change is put together from its type, its data and its payload', () => {
  const data = encodeJson({ name: 'go', actor: null });
  const payload = encodeJson([1]);
  assert.deepEqual(decodeChange('signal.received', data, payload), { type: 'signal.received', name: 'go', actor: null, payload });
});

test('data that is not an object is refused', () => {
  assert.throws(() => decodeChange('run.paused', trustJsonText('5'), null), /run\.paused/);
});
