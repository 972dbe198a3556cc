import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutText } from './cut-text.ts';

test('a text of the allowed length is kept and a longer one is cut with a mark', () => {
  assert.equal(cutText('abcd', 4), 'abcd');
  assert.equal(cutText('abcde', 4), 'abc…');
});

test('neither a cut nor the text itself leaves half of a surrogate pair', () => {
  assert.equal(cutText('ab😀d', 4), 'ab\uFFFD…');
  assert.equal(cutText('a\uD83D', 4), 'a\uFFFD');
});
