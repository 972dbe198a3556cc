import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ERRORS, MillraceError, type ErrorCode } from '../../domain/errors.ts';
import { presentError } from './errors.ts';

test('every error of the catalogue is a message; what does not fit is a 400, and the others keep their status', () => {
  const codes = Object.keys(ERRORS).filter((code): code is ErrorCode => code in ERRORS);
  assert.ok(codes.length > 20);
  for (const code of codes) {
    const { status, text, headers } = presentError(new MillraceError(code, 'What was wrong.'));
    assert.equal(status, ERRORS[code].status === 422 ? 400 : ERRORS[code].status, code);
    assert.deepEqual(JSON.parse(text ?? ''), { message: 'What was wrong.' });
    assert.equal(headers['Content-Type'], 'application/json');
  }
});

test('what does not fit is told with its places', () => {
  const faults = [
    { pointer: '/settings/tags', message: 'is too long' },
    { pointer: '', message: 'must be an object' },
  ];
  const { text } = presentError(new MillraceError('invalid_request', 'The body does not fit.', { faults }));
  assert.deepEqual(JSON.parse(text ?? ''), { message: 'The body does not fit. /settings/tags: is too long body: must be an object' });
});

test('a client that sends too much is told when to come back, and one without a key what is missing', () => {
  const { status, headers } = presentError(new MillraceError('rate_limited', 'Slower.', { retryAfterSeconds: 7 }));
  assert.deepEqual([status, headers['Retry-After']], [429, '7']);
  assert.equal(presentError(new MillraceError('unauthenticated', 'No key.')).headers['WWW-Authenticate'], 'Bearer');
});
