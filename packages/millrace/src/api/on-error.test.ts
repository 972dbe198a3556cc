import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Problem } from '@millrace/protocol';
import { ERRORS, MillraceError, type ErrorCode } from '../domain/errors.ts';
import { problemReply } from './on-error.ts';

const isCode = (text: string): text is ErrorCode => text in ERRORS;

describe('the answer to an error', () => {
  it('is a problem of its status for every code of the catalogue', () => {
    for (const code of Object.keys(ERRORS).filter(isCode)) {
      const { status, text, headers } = problemReply(new MillraceError(code, 'words', { retryAfterSeconds: 3 }), 'req-1', '/v1/x');
      const problem = Problem.parse(JSON.parse(text ?? ''));
      assert.equal(status, ERRORS[code].status);
      assert.equal(headers['Retry-After'], '3');
      assert.deepEqual(problem, {
        type: `/docs/errors#${code}`,
        title: ERRORS[code].title,
        status: ERRORS[code].status,
        detail: 'words',
        instance: '/v1/x',
        code,
        request_id: 'req-1',
        retryable: ERRORS[code].retryable,
        errors: [],
      });
    }
  });

  it('tells the places of what is wrong', () => {
    const error = new MillraceError('invalid_request', 'words', { faults: [{ pointer: '/a/0', message: 'is odd' }] });
    assert.deepEqual(Problem.parse(JSON.parse(problemReply(error, 'r', '').text ?? '')).errors, [{ pointer: '/a/0', message: 'is odd' }]);
  });

  it('says nothing of what went wrong on our side', () => {
    for (const error of [new Error('the secret is 42'), 'the secret is 42', null, { message: 'the secret is 42' }]) {
      const { status, text } = problemReply(error, 'req-1', '/');
      assert.equal(status, 500);
      assert.match(text ?? '', /req-1/);
      assert.doesNotMatch(text ?? '', /42/);
    }
  });
});
