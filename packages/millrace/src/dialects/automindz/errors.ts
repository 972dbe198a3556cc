import { ERRORS, type Fault, type MillraceError } from '../../domain/errors.ts';
import { pointerKeys } from '../../domain/json-pointer.ts';
import type { TextReply } from '../../api/reply.ts';

/**
 * The vendor documents the codes and no bodies; its 422 is that of FastAPI, so that is what all of them are:
 * `detail` is a sentence, or for a 422 a list of `{ loc, msg, type }`.
 */
export function presentError(error: MillraceError): TextReply {
  const { status } = ERRORS[error.code];
  const detail = status === 422 ? detailsOf(error) : error.message;
  return {
    kind: 'text',
    status,
    text: JSON.stringify({ detail }),
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(error.retryAfterSeconds === null ? {} : { 'Retry-After': String(error.retryAfterSeconds) }),
    },
  };
}

interface Detail {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

function detailsOf(error: MillraceError): readonly Detail[] {
  if (error.faults.length === 0) return [{ loc: ['body'], msg: error.message, type: error.code }];
  return error.faults.map((fault) => ({ loc: placeOf(fault), msg: fault.message, type: typeOf(fault) }));
}

function placeOf({ pointer }: Fault): readonly (string | number)[] {
  const [place, name] = /^(\?|header:|path:)(.*)$/.exec(pointer)?.slice(1) ?? [];
  if (place !== undefined && name !== undefined) return [{ '?': 'query', 'header:': 'header', 'path:': 'path' }[place] ?? 'body', name];
  return ['body', ...pointerKeys(pointer).map((key) => (/^\d+$/.test(key) ? Number(key) : key))];
}

function typeOf({ message }: Fault): string {
  return message === 'Field required' ? 'missing' : 'value_error';
}
