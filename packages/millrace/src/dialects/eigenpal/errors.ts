import type { TextReply } from '../../api/reply.ts';
import { ERRORS, MillraceError, type ErrorCode, type Fault } from '../../domain/errors.ts';
import { pointerKeys } from '../../domain/json-pointer.ts';
import type { Failure } from '../dialect.ts';

/** A code of the vendor for something that we only know in general. */
class VendorCode {
  readonly code: string;
  constructor(code: string) {
    this.code = code;
  }
}

/** One of our errors that the vendor has a code of its own for. */
export function vendorError(code: ErrorCode, vendorCode: string, detail: string): MillraceError {
  return new MillraceError(code, detail, { cause: new VendorCode(vendorCode) });
}

/** One thing that is wrong with a query. */
export function badQuery(name: string, message: string): MillraceError {
  return new MillraceError('invalid_parameter', `The query parameter ${name} ${message}.`, { faults: [{ pointer: `?${name}`, message }] });
}

interface Issue {
  readonly field: string;
  readonly message: string;
  readonly code: string;
  readonly severity: 'error';
}

/** The vendor's one envelope: issues with the place of each, and the request id that is in the header as well. */
export function presentError(error: MillraceError, { requestId }: Pick<Failure, 'requestId'>): TextReply {
  const status = statusOf(error);
  return {
    kind: 'text',
    status,
    text: JSON.stringify({ issues: issuesOf(error), requestId }),
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(error.retryAfterSeconds === null ? {} : { 'Retry-After': String(error.retryAfterSeconds) }),
    },
  };
}

/** The vendor has no 422: a request that does not fit is a 400. */
function statusOf({ code }: MillraceError): number {
  const { status } = ERRORS[code];
  return status === 422 ? 400 : status;
}

function issuesOf(error: MillraceError): readonly Issue[] {
  const code = codeOf(error);
  if (error.faults.length === 0) return [{ field: '<root>', message: error.message, code, severity: 'error' }];
  return error.faults.map((fault) => ({ field: fieldOf(fault), message: fault.message, code, severity: 'error' }));
}

const INVALID: ReadonlySet<ErrorCode> = new Set(['invalid_request', 'invalid_input', 'invalid_parameter']);

function codeOf({ code, cause }: MillraceError): string {
  if (cause instanceof VendorCode) return cause.code;
  if (INVALID.has(code)) return 'invalid_value';
  return code === 'zip_too_large' ? 'artifacts_zip_too_large' : code;
}

/** `/input/lines/0` is `input.lines.0`; a parameter is its name. */
function fieldOf({ pointer }: Fault): string {
  const named = /^(?:\?|header:|path:)(.*)$/s.exec(pointer)?.[1];
  if (named !== undefined) return named;
  const path = pointerKeys(pointer).join('.');
  return path === '' ? '<root>' : path;
}
