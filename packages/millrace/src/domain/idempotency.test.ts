import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkIdempotencyKey } from './idempotency.ts';
import { LIMITS } from './limits.ts';

function problemOf(text: string): string {
  const checked = checkIdempotencyKey(text);
  return checked.ok ? '' : checked.problem;
}

test('a key in quotes and the same key without them are one key', () => {
  for (const text of ['"8e03978e-40d5"', '8e03978e-40d5', ' 8e03978e-40d5 ']) {
    assert.deepEqual(checkIdempotencyKey(text), { ok: true, value: '8e03978e-40d5' });
  }
});

test('a quoted key may hold spaces, quotes and backslashes', () => {
  assert.deepEqual(checkIdempotencyKey(String.raw`"order 7 \"b\" \\"`), { ok: true, value: String.raw`order 7 "b" \ `.trim() });
});

test('what is not one key is refused', () => {
  for (const text of [
    'a b',
    'a"b',
    '"a',
    '"a" b',
    '"a", "b"',
    '"a";q=1',
    String.raw`"a\b"`,
    String.raw`"a\"`,
    'ключ',
    '"é"',
    'a\nb',
    '"a\tb"',
  ]) {
    assert.match(problemOf(text), /visible ASCII characters only/, text);
  }
});

test('an empty key is refused with and without quotes', () => {
  for (const text of ['', '  ', '""']) assert.equal(problemOf(text), 'The idempotency key is empty.');
});

test('a key is accepted up to its limit and refused one character beyond it', () => {
  const longest = 'k'.repeat(LIMITS.idempotencyKeyLength);
  assert.deepEqual(checkIdempotencyKey(longest), { ok: true, value: longest });
  assert.deepEqual(checkIdempotencyKey(`"${longest}"`), { ok: true, value: longest });
  assert.match(problemOf(`${longest}k`), /has 256 characters; at most 255/);
  assert.match(problemOf(`"${longest}k"`), /has 256 characters; at most 255/);
});

test('any visible ASCII key survives quoting', () => {
  const printable = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 100 });
  fc.assert(
    fc.property(printable, (key) => {
      const text = `"${key.replaceAll('\\', String.raw`\\`).replaceAll('"', String.raw`\"`)}"`;
      assert.deepEqual(checkIdempotencyKey(text), { ok: true, value: key });
    }),
  );
});
