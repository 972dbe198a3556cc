import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ERRORS, MillraceError, type ErrorCode } from '../../domain/errors.ts';
import { presentError } from './errors.ts';

test('every error of the catalogue keeps its status and says what was wrong under detail', () => {
  const codes = Object.keys(ERRORS).filter((code): code is ErrorCode => code in ERRORS);
  assert.ok(codes.length > 20);
  for (const code of codes) {
    const { status, text, headers } = presentError(new MillraceError(code, 'What was wrong.'));
    const body: unknown = JSON.parse(text ?? '');
    assert.equal(status, ERRORS[code].status);
    assert.equal(headers['Content-Type'], 'application/json');
    const detail = status === 422 ? [{ loc: ['body'], msg: 'What was wrong.', type: code }] : 'What was wrong.';
    assert.deepEqual(body, { detail }, code);
  }
});

test('a fault is told by its place in the body, the query, the path or the headers', () => {
  const faults = [
    { pointer: '/org_name', message: 'Field required' },
    { pointer: '/employee_size_ranges/0/start', message: 'is not a number' },
    { pointer: '/a~1b', message: 'no' },
    { pointer: '?page', message: 'no' },
    { pointer: 'header:idempotency-key', message: 'no' },
    { pointer: 'path:run_id', message: 'no' },
  ];
  const { text } = presentError(new MillraceError('invalid_request', 'Not like this.', { faults }));
  assert.deepEqual(JSON.parse(text ?? ''), {
    detail: [
      { loc: ['body', 'org_name'], msg: 'Field required', type: 'missing' },
      { loc: ['body', 'employee_size_ranges', 0, 'start'], msg: 'is not a number', type: 'value_error' },
      { loc: ['body', 'a/b'], msg: 'no', type: 'value_error' },
      { loc: ['query', 'page'], msg: 'no', type: 'value_error' },
      { loc: ['header', 'idempotency-key'], msg: 'no', type: 'value_error' },
      { loc: ['path', 'run_id'], msg: 'no', type: 'value_error' },
    ],
  });
});

test('a client that sends too much is told when to come back', () => {
  const { status, headers } = presentError(new MillraceError('rate_limited', 'Slower.', { retryAfterSeconds: 7 }));
  assert.deepEqual([status, headers['Retry-After']], [429, '7']);
});
