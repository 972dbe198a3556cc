import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ERRORS, MillraceError } from './errors.ts';
import type { ErrorKind } from './errors.ts';

const kinds: readonly (readonly [string, ErrorKind])[] = Object.entries(ERRORS);

test('every error has a code in snake case, a status of 4xx or 5xx and a title that is not a sentence', () => {
  for (const [code, { status, title }] of kinds) {
    assert.match(code, /^[a-z]+(?:_[a-z]+)*$/);
    assert.ok(Number.isInteger(status) && status >= 400 && status < 600, code);
    assert.match(title, /^[A-Z].*[^.]$/, code);
  }
});

test('no two errors have the same title', () => {
  assert.equal(new Set(kinds.map(([, kind]) => kind.title)).size, kinds.length);
});

test('what is wrong with a request stays wrong: trying again helps only on our side or after a conflict', () => {
  for (const [code, { status, retryable }] of kinds) {
    // What is not served today will not be served in a minute either.
    if (status >= 500) assert.equal(retryable, code !== 'not_implemented', code);
    if ([400, 401, 403, 404, 405, 406, 413, 415, 416, 422].includes(status)) assert.equal(retryable, false, code);
  }
});

test('an error has its code, its words and nothing else unless it is given', () => {
  const error = new MillraceError('not_found', 'There is no run 7.');
  assert.equal(error.name, 'MillraceError');
  assert.equal(error.message, 'There is no run 7.');
  assert.deepEqual([error.code, error.faults, error.retryAfterSeconds], ['not_found', [], null]);
  assert.equal('cause' in error, false);
});

test('an error can name faults, a time to wait and its cause', () => {
  const cause = new Error('ENOSPC');
  const faults = [{ pointer: '/input/0', message: 'must be a string' }];
  const error = new MillraceError('storage_full', 'No space is left.', { faults, retryAfterSeconds: 30, cause });
  assert.deepEqual([error.faults, error.retryAfterSeconds, error.cause], [faults, 30, cause]);
});

test('our errors are known by their name and code, also when another copy of the package made them', () => {
  assert.ok(MillraceError.is(new MillraceError('internal', 'x')));
  assert.ok(MillraceError.is(Object.assign(new Error('x'), { name: 'MillraceError', code: 'internal' })));
  for (const other of [
    new Error('x'),
    Object.assign(new Error('x'), { code: 'E' }),
    { name: 'MillraceError', code: 'x' },
    null,
    'MillraceError',
  ]) {
    assert.equal(MillraceError.is(other), false);
  }
});
