import type { TextReply } from '../../api/reply.ts';
import { ERRORS, type ErrorCode, type Fault, type MillraceError } from '../../domain/errors.ts';
import { pointerKeys } from '../../domain/json-pointer.ts';
import type { Failure } from '../dialect.ts';
import { seconds } from '../seconds.ts';
import { VERSION_HEADER } from './version-gate.ts';

/** The vendor answers everything that it cannot read with 422, and every limit on runs with 409. */
const STATUSES: { readonly [C in ErrorCode]?: number } = {
  malformed_json: 422,
  invalid_parameter: 422,
  body_too_deep: 422,
  body_too_many_keys: 422,
  too_many_runs: 409,
};

const CODES: ReadonlyMap<number, string> = new Map([
  [401, 'UNAUTHORIZED'],
  [403, 'FORBIDDEN'],
  [404, 'NOT_FOUND'],
  [409, 'CONFLICT'],
  [422, 'VALIDATION_ERROR'],
  [426, 'UPGRADE_REQUIRED'],
  [429, 'RATE_LIMITED'],
]);

/** `{ error: { code, message, details }, meta }` for everything. */
export function presentError(error: MillraceError, { requestId, now }: Pick<Failure, 'requestId' | 'now'>): TextReply {
  const status = STATUSES[error.code] ?? ERRORS[error.code].status;
  return {
    kind: 'text',
    status,
    text: JSON.stringify({
      error: {
        code: CODES.get(status) ?? error.code.toUpperCase(),
        message: error.message,
        details: error.faults.map((fault) => ({ field: fieldOf(fault), message: fault.message })),
      },
      meta: { request_id: requestId, timestamp: seconds(now) },
    }),
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      ...VERSION_HEADER,
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(error.retryAfterSeconds === null ? {} : { 'Retry-After': String(error.retryAfterSeconds) }),
    },
  };
}

/** `/lines/0/text` is `lines.0.text`, the whole body is `body`, and a parameter is its name. */
function fieldOf({ pointer }: Fault): string {
  const named = /^(?:\?|header:|path:)(.*)$/s.exec(pointer)?.[1];
  if (named !== undefined) return named;
  const path = pointerKeys(pointer).join('.');
  return path === '' ? 'body' : path;
}
