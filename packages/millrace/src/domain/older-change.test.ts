import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeChange } from './decode-change.ts';
import { encodeJson } from './json-text.ts';

const read = (type: Parameters<typeof decodeChange>[0], data: object): unknown => decodeChange(type, encodeJson({ ...data }), null);

test('what an older release wrote is read as if it had known what was added since', () => {
  assert.deepEqual(read('run.queued', { run: { id: 'r' } }), {
    type: 'run.queued',
    run: { id: 'r', credits: null, example: null },
    payload: null,
  });
  assert.deepEqual(read('usage.recorded', { op: null, entry: { meter: 'calls' } }), {
    type: 'usage.recorded',
    op: null,
    entry: { meter: 'calls', credits: 0 },
    payload: null,
  });
  assert.deepEqual(read('child.finished', { runId: 'c' }), { type: 'child.finished', runId: 'c', creditsUsed: 0, payload: null });
});

test('what today says is kept', () => {
  const credits = { held: 1, prepaid: false, quoteId: null };
  const example = { id: 'e', name: 'e' };
  assert.deepEqual(read('run.queued', { run: { credits, example } }), { type: 'run.queued', run: { credits, example }, payload: null });
  assert.deepEqual(read('usage.recorded', { entry: { credits: 4 } }), { type: 'usage.recorded', entry: { credits: 4 }, payload: null });
  assert.deepEqual(read('child.finished', { creditsUsed: 4 }), { type: 'child.finished', creditsUsed: 4, payload: null });
});
