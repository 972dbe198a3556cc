import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import type { TextReply } from '../../api/reply.ts';
import { ERRORS, MillraceError, type ErrorCode } from '../../domain/errors.ts';
import { presentError } from './errors.ts';
import { refuseOutdatedClient, REQUIRED_VERSION } from './version-gate.ts';

const failure = { requestId: 'req_1', now: Date.parse('2024-04-20T14:25:01.999Z') };
const meta = { request_id: 'req_1', timestamp: '2024-04-20T14:25:01Z' };

const Body = z.strictObject({
  error: z.strictObject({
    code: z.string().regex(/^[A-Z_]+$/),
    message: z.string(),
    details: z.array(z.strictObject({ field: z.string(), message: z.string() })),
  }),
  meta: z.strictObject({ request_id: z.string(), timestamp: z.string() }),
});

function bodyOf({ text }: TextReply): z.output<typeof Body> {
  return Body.parse(JSON.parse(text ?? ''));
}

test('every error of the catalogue has the one form, and keeps its status but for what the vendor counts as invalid or in conflict', () => {
  const codes = Object.keys(ERRORS).filter((code): code is ErrorCode => code in ERRORS);
  assert.ok(codes.length > 20);
  const other = { malformed_json: 422, invalid_parameter: 422, body_too_deep: 422, body_too_many_keys: 422, too_many_runs: 409 };
  for (const code of codes) {
    const reply = presentError(new MillraceError(code, 'What was wrong.'), failure);
    const { error, meta: told } = bodyOf(reply);
    assert.equal(reply.status, new Map(Object.entries(other)).get(code) ?? ERRORS[code].status, code);
    assert.deepEqual([error.message, error.details, told], ['What was wrong.', [], meta]);
    assert.equal(reply.headers['X-OnePin-Required-Version'], REQUIRED_VERSION);
  }
});

function shownAs(code: ErrorCode): readonly [number, string] {
  const reply = presentError(new MillraceError(code, 'No.'), failure);
  return [reply.status, bodyOf(reply).error.code];
}

test('the documented refusals have their documented codes', () => {
  const cases: readonly (readonly [ErrorCode, number, string])[] = [
    ['unauthenticated', 401, 'UNAUTHORIZED'],
    ['insufficient_credits', 402, 'INSUFFICIENT_CREDITS'],
    ['forbidden', 403, 'FORBIDDEN'],
    ['not_found', 404, 'NOT_FOUND'],
    ['too_many_runs', 409, 'CONFLICT'],
    ['run_finished', 409, 'CONFLICT'],
    ['invalid_input', 422, 'VALIDATION_ERROR'],
    ['malformed_json', 422, 'VALIDATION_ERROR'],
    ['rate_limited', 429, 'RATE_LIMITED'],
    ['not_implemented', 501, 'NOT_IMPLEMENTED'],
    ['internal', 500, 'INTERNAL'],
  ];
  for (const [code, status, word] of cases) assert.deepEqual(shownAs(code), [status, word], code);
});

test('a fault is told by the name of its field', () => {
  const faults = [
    { pointer: '/lines/0/te~1xt', message: 'is empty' },
    { pointer: '?limit', message: 'is too large' },
    { pointer: 'path:run_id', message: 'must be a UUID' },
    { pointer: '', message: 'must be an object' },
  ];
  const { error } = bodyOf(presentError(new MillraceError('invalid_request', 'No.', { faults }), failure));
  assert.deepEqual(
    error.details.map(({ field }) => field),
    ['lines.0.te/xt', 'limit', 'run_id', 'body'],
  );
});

function statusFor(userAgent: string | undefined): number {
  try {
    refuseOutdatedClient(userAgent);
    return 200;
  } catch (error) {
    return MillraceError.is(error) ? presentError(error, failure).status : 0;
  }
}

test('a client that says it is too old is told to upgrade, and nobody else', () => {
  for (const old of ['onepin/0.0.9', 'onepin/0.0.0+local', 'onepin/0']) assert.equal(statusFor(old), 426, old);
  const others = [undefined, 'curl/8.0', 'onepin/0.1.0', 'onepin/0.10', 'onepin/1', 'onepin/next', 'my-onepin/0.0.1'];
  for (const other of others) assert.equal(statusFor(other), 200, other ?? 'none');
});
