import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ERRORS, MillraceError, type ErrorCode } from '../../domain/errors.ts';
import { presentError } from './errors.ts';

test('every error of the catalogue keeps its status and is a sentence under detail', () => {
  const codes = Object.keys(ERRORS).filter((code): code is ErrorCode => code in ERRORS);
  assert.ok(codes.length > 20);
  for (const code of codes) {
    const { status, text } = presentError(new MillraceError(code, 'What was wrong.'));
    assert.equal(status, ERRORS[code].status);
    assert.deepEqual(JSON.parse(text ?? ''), { detail: 'What was wrong.' });
  }
});

function statusOf(code: ErrorCode): number {
  return presentError(new MillraceError(code, 'No.')).status;
}

test('the documented refusals have their documented codes', () => {
  assert.deepEqual(
    [statusOf('insufficient_credits'), statusOf('plan_inactive'), statusOf('quote_invalid'), statusOf('not_found')],
    [402, 403, 403, 404],
  );
});

test('what does not fit is told with its places', () => {
  const faults = [
    { pointer: '/goal_text', message: 'is too short' },
    { pointer: '', message: 'must be an object' },
  ];
  const { text } = presentError(new MillraceError('invalid_request', 'The body does not fit.', { faults }));
  assert.deepEqual(JSON.parse(text ?? ''), { detail: 'The body does not fit. /goal_text: is too short body: must be an object' });
});
