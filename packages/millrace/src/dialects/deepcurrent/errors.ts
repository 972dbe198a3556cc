import type { TextReply } from '../../api/reply.ts';
import { ERRORS, type MillraceError } from '../../domain/errors.ts';

/** `{"detail": "…"}` for everything, as documented; what is wrong with a body is told in the one sentence. */
export function presentError(error: MillraceError): TextReply {
  return {
    kind: 'text',
    status: ERRORS[error.code].status,
    text: JSON.stringify({
      detail: [error.message, ...error.faults.map(({ pointer, message }) => `${pointer || 'body'}: ${message}`)].join(' '),
    }),
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      ...(error.code === 'unauthenticated' ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(error.retryAfterSeconds === null ? {} : { 'Retry-After': String(error.retryAfterSeconds) }),
    },
  };
}
