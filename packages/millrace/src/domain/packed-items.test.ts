import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeJson, trustJsonText } from './json-text.ts';
import { withoutFailed } from './packed-items.ts';

test('failed items go, the others stay as they are and are counted', () => {
  const chunk = encodeJson([
    [0, 'd', { a: 1 }],
    [1, 'f', 'no'],
    [2, 'x', 'twice'],
    [3, 'd'],
    [4, 'x', 'twice'],
    [5, 'x', '__proto__'],
  ]);
  const { payload, outcomes } = withoutFailed(chunk);
  assert.equal(payload, '[[0,"d",{"a":1}],[2,"x","twice"],[3,"d"],[4,"x","twice"],[5,"x","__proto__"]]');
  assert.deepEqual([outcomes.delivered, outcomes.dropped, outcomes.failed], [2, 3, 0]);
  assert.deepEqual(Object.entries(outcomes.reasons), [
    ['twice', 2],
    ['__proto__', 1],
  ]);
});

test('a chunk without items stays empty, and what is no item is left out', () => {
  for (const payload of [null, encodeJson([]), encodeJson({}), encodeJson([null, ['x']]), trustJsonText('5')]) {
    assert.deepEqual(withoutFailed(payload), { payload: '[]', outcomes: { delivered: 0, dropped: 0, failed: 0, reasons: {} } });
  }
});
