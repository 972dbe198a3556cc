import type { TextReply } from '../../api/reply.ts';
import { ERRORS, type MillraceError } from '../../domain/errors.ts';

/** `{"message": "…"}` for everything, as documented, with what is wrong where. A request that does not fit is a 400. */
export function presentError(error: MillraceError): TextReply {
  const { status } = ERRORS[error.code];
  return {
    kind: 'text',
    status: status === 422 ? 400 : status,
    text: JSON.stringify({
      message: [error.message, ...error.faults.map(({ pointer, message }) => `${pointer || 'body'}: ${message}`)].join(' '),
    }),
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      ...(error.code === 'unauthenticated' ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(error.retryAfterSeconds === null ? {} : { 'Retry-After': String(error.retryAfterSeconds) }),
    },
  };
}
