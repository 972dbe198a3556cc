/**
 * The catalogue of errors. A code is stable for ever; its status and whether trying again can help stand here,
 * the words for one case are made where it is raised. `docs/errors.md` is held equal to this table by a test.
 */
export interface ErrorKind {
  readonly status: number;
  readonly retryable: boolean;
  readonly title: string;
}

export const ERRORS = {
  malformed_request: { status: 400, retryable: false, title: 'The request is not valid HTTP' },
  headers_too_large: { status: 431, retryable: false, title: 'The headers are too large' },
  malformed_json: { status: 400, retryable: false, title: 'The body is not JSON' },
  invalid_request: { status: 422, retryable: false, title: 'The request does not fit its schema' },
  invalid_input: { status: 422, retryable: false, title: 'The input does not fit the schema of the workflow' },
  invalid_parameter: { status: 400, retryable: false, title: 'A path, query or header value is not valid' },
  body_too_large: { status: 413, retryable: false, title: 'The body is too large' },
  body_too_deep: { status: 400, retryable: false, title: 'The JSON is nested too deeply' },
  body_too_many_keys: { status: 400, retryable: false, title: 'The JSON has too many keys' },
  request_timeout: { status: 408, retryable: true, title: 'The body did not arrive in time' },
  unsupported_media_type: { status: 415, retryable: false, title: 'The content type is not supported here' },
  unauthenticated: { status: 401, retryable: false, title: 'A valid API key is needed' },
  insufficient_credits: { status: 402, retryable: false, title: 'The workspace has too few credits' },
  plan_inactive: { status: 403, retryable: false, title: 'The plan of the workspace is not active' },
  quote_invalid: { status: 403, retryable: false, title: 'The quote cannot be used' },
  forbidden: { status: 403, retryable: false, title: 'The key does not allow this' },
  not_found: { status: 404, retryable: false, title: 'There is nothing here, or it belongs to another workspace' },
  method_not_allowed: { status: 405, retryable: false, title: 'The method is not supported here' },
  not_acceptable: { status: 406, retryable: false, title: 'None of the accepted media types can be given' },
  conflict: { status: 409, retryable: false, title: 'The state of the resource does not allow this' },
  run_finished: { status: 409, retryable: false, title: 'The run has already ended' },
  run_not_finished: { status: 409, retryable: true, title: 'The run has not ended yet' },
  idempotency_in_flight: { status: 409, retryable: true, title: 'A request with this key is still being handled' },
  idempotency_mismatch: { status: 422, retryable: false, title: 'The key was used for another request' },
  precondition_failed: { status: 412, retryable: false, title: 'The resource has changed' },
  already_decided: { status: 409, retryable: false, title: 'The review has already been decided' },
  range_not_satisfiable: { status: 416, retryable: false, title: 'The range lies outside the file' },
  link_invalid: { status: 403, retryable: false, title: 'The link is not valid or has expired' },
  zip_too_large: { status: 413, retryable: false, title: 'The files are too large for one ZIP' },
  limit_exceeded: { status: 422, retryable: false, title: 'A limit is exceeded' },
  rate_limited: { status: 429, retryable: true, title: 'Too many requests' },
  too_many_runs: { status: 429, retryable: true, title: 'Too many runs have not ended yet' },
  too_many_connections: { status: 503, retryable: true, title: 'Too many open streams' },
  invalid_workflow: { status: 422, retryable: false, title: 'The workflow is not defined correctly' },
  workflow_unavailable: { status: 503, retryable: true, title: 'The workflow cannot be run right now' },
  upgrade_required: { status: 426, retryable: false, title: 'The client is too old for this server' },
  not_implemented: { status: 501, retryable: false, title: 'This part of the API is not served yet' },
  storage_full: { status: 507, retryable: true, title: 'The disk is full' },
  shutting_down: { status: 503, retryable: true, title: 'The server is shutting down' },
  internal: { status: 500, retryable: true, title: 'Something went wrong on our side' },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERRORS;

/** One thing that is wrong with a request. `pointer` is an RFC 6901 pointer into the body, or `?name`, `header:name`, `path:name`. */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** The one error that crosses layers. `detail` says what was wrong, with which value, and what to do. */
export class MillraceError extends Error {
  override readonly name = 'MillraceError';
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];
  /** Seconds after which trying again makes sense. */
  readonly retryAfterSeconds: number | null;

  constructor(code: ErrorCode, detail: string, more: { faults?: readonly Fault[]; retryAfterSeconds?: number; cause?: unknown } = {}) {
    super(detail, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.faults = more.faults ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }

  static is(value: unknown): value is MillraceError {
    return value instanceof Error && value.name === 'MillraceError' && 'code' in value;
  }
}
