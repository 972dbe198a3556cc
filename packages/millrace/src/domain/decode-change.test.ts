import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeChange } from './decode-change.ts';
import { encodeJson, trustJsonText } from './json-text.ts';

test('a change comes back from its type, its data and its payload', () => {
  const payload = encodeJson({ go: true });
  const data = encodeJson({ name: 'go', actor: null });
  assert.deepEqual(decodeChange('signal.received', data, payload), { type: 'signal.received', name: 'go', actor: null, payload });
});

test('data cannot stand in for the type', () => {
  assert.equal(decodeChange('run.started', encodeJson({ type: 'run.finished' }), null).type, 'run.started');
});

test('data that is not an object is refused', () => {
  assert.throws(() => decodeChange('run.started', trustJsonText('7'), null), /data of a run\.started event is not an object/);
});
