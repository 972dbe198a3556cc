import type { Problem } from '@millrace/protocol';
import { isProblem } from './shape.ts';

/** What the server answered when it did not do what was asked. Look at `code`: codes are stable, words are not. */
export class MillraceApiError extends Error {
  override readonly name = 'MillraceApiError';
  readonly status: number;
  /** A code of Millrace, or `http_<status>` when something in between answered. */
  readonly code: string;
  readonly requestId: string | null;
  readonly retryable: boolean;
  /** What is wrong with the request, each with a pointer to its place. */
  readonly faults: Problem['errors'];
  /** The answer as it came: JSON if it was JSON, text otherwise. */
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    const problem = isProblem(body) ? body : null;
    super(problem === null ? `The server answered ${status}.` : problem.detail);
    this.status = status;
    this.code = problem?.code ?? `http_${status}`;
    this.requestId = problem?.request_id ?? null;
    this.retryable = problem?.retryable ?? status >= 500;
    this.faults = problem?.errors ?? [];
    this.body = body;
  }

  /** True for errors of any copy of this package. */
  static is(value: unknown): value is MillraceApiError {
    return value instanceof Error && value.name === 'MillraceApiError';
  }
}

/** The server could not be reached, or the connection broke. Whether the request was handled is not known. */
export class MillraceConnectionError extends Error {
  override readonly name = 'MillraceConnectionError';

  constructor(url: string, cause: unknown) {
    super(`Millrace cannot be reached at ${url}.`, { cause });
  }

  static is(value: unknown): value is MillraceConnectionError {
    return value instanceof Error && value.name === 'MillraceConnectionError';
  }
}

/** The server answered something that this version of the client does not understand. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';

  constructor(what: string) {
    super(`The server did not answer with ${what}. Is there a Millrace of this version behind the address?`);
  }
}
