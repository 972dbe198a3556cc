import type { Problem } from '@millrace/protocol';
import { ERRORS, MillraceError, type ErrorCode } from '../domain/errors.ts';
import type { ReplyHeaders, TextReply } from './reply.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** The one place where an error becomes an answer. What is not one of ours becomes `internal`, without its words. */
export function problemReply(error: unknown, requestId: string, instance: string): TextReply {
  const problem = presentProblem(error, requestId, instance);
  return { kind: 'text', status: problem.status, text: JSON.stringify(problem), headers: problemHeaders(error, problem.status) };
}

function presentProblem(error: unknown, requestId: string, instance: string): Problem {
  const known = MillraceError.is(error)
    ? error
    : new MillraceError('internal', `Something went wrong on our side. The log has more under request ${requestId}.`);
  const kind = ERRORS[known.code];
  return {
    type: problemType(known.code),
    title: kind.title,
    status: kind.status,
    detail: known.message,
    instance,
    code: known.code,
    request_id: requestId,
    retryable: kind.retryable,
    errors: known.faults.map(({ pointer, message }) => ({ pointer, message })),
  };
}

function problemType(code: ErrorCode): string {
  return `/docs/errors#${code}`;
}

function problemHeaders(error: unknown, status: number): ReplyHeaders {
  const retryAfter = MillraceError.is(error) ? error.retryAfterSeconds : null;
  return {
    'Content-Type': PROBLEM_TYPE,
    'Cache-Control': 'no-store',
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer realm="millrace"' } : {}),
    ...(retryAfter === null ? {} : { 'Retry-After': String(retryAfter) }),
  };
}
