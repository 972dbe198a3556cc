import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { ERRORS, MillraceError, type ErrorCode } from '../../domain/errors.ts';
import { badQuery, presentError, vendorError } from './errors.ts';

const failure = { requestId: 'req_1' };
const Issue = z.strictObject({ field: z.string(), message: z.string(), code: z.string(), severity: z.literal('error') });
const Envelope = z.strictObject({ issues: z.array(Issue).min(1), requestId: z.literal('req_1') });

const present = (error: MillraceError) => {
  const { status, text, headers } = presentError(error, failure);
  return { status, headers, body: Envelope.parse(JSON.parse(text ?? '')) };
};
const codeOf = (error: MillraceError): string | undefined => present(error).body.issues[0]?.code;
const CODES = Object.keys(ERRORS).filter((code): code is ErrorCode => code in ERRORS);

test('every code of the catalogue has the one envelope and keeps its status, but a 422 is a 400', () => {
  for (const code of CODES) {
    const { status } = present(new MillraceError(code, 'Something.'));
    assert.equal(status, ERRORS[code].status === 422 ? 400 : ERRORS[code].status, code);
  }
});

test('each fault is an issue, at its place in the words of the client', () => {
  const faults = [
    { pointer: '/input/lines/0/a~1b', message: 'must be a number' },
    { pointer: '', message: 'must be an object' },
    { pointer: '?limit', message: 'is too large' },
    { pointer: 'header:idempotency-key', message: 'is too long' },
  ];
  const { body } = present(new MillraceError('invalid_request', 'No.', { faults }));
  assert.deepEqual(
    body.issues.map(({ field, code }) => [field, code]),
    [
      ['input.lines.0.a/b', 'invalid_value'],
      ['<root>', 'invalid_value'],
      ['limit', 'invalid_value'],
      ['idempotency-key', 'invalid_value'],
    ],
  );
});

test('the vendor has codes of its own for some things', () => {
  assert.equal(codeOf(vendorError('forbidden', 'api_trigger_disabled', 'Off.')), 'api_trigger_disabled');
  assert.equal(codeOf(new MillraceError('zip_too_large', 'Too much.')), 'artifacts_zip_too_large');
  assert.equal(codeOf(new MillraceError('not_found', 'None.')), 'not_found');
  assert.equal(codeOf(badQuery('sort', 'must be createdAt')), 'invalid_value');
});

test('a 429 says when to come back, and a 401 how to sign in', () => {
  assert.equal(present(new MillraceError('rate_limited', 'Slow.', { retryAfterSeconds: 7 })).headers['Retry-After'], '7');
  assert.equal(present(new MillraceError('unauthenticated', 'Who?')).headers['WWW-Authenticate'], 'Bearer');
});
