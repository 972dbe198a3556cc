import { delay } from './delay.ts';
import { MillraceApiError, MillraceConnectionError, UnexpectedAnswerError } from './errors.ts';
import { retryDelayMs } from './retry-delay.ts';
import { Pages } from './pages.ts';
import { pageOf } from './shape.ts';
import type { Shape } from './shape.ts';

export interface ClientOptions {
  /** For example `http://127.0.0.1:4640`. */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** How often a request is sent again, when that is safe and the failure may pass. 3 unless given. */
  readonly maxRetries?: number | undefined;
  /** Headers of every request. */
  readonly headers?: { readonly [name: string]: string } | undefined;
}

/** What callers may say about any request. */
export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
}

export type QueryValue = string | number | boolean | readonly string[] | null | undefined;

export interface Call extends RequestOptions {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: { readonly [name: string]: QueryValue } | undefined;
  readonly headers?: { readonly [name: string]: string | undefined } | undefined;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array<ArrayBuffer> | Blob | undefined;
}

/** Sends requests: one place for the key, for retries and for making errors of answers. */
export class Requester {
  readonly #options: ClientOptions;
  readonly #baseUrl: string;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#baseUrl = options.baseUrl.replace(/\/+$/, '');
  }

  /** The answer as JSON, which has to have the shape. */
  async read<T>(call: Call, shape: Shape<T>): Promise<T> {
    const response = await this.send(call);
    const body: unknown = await response.json();
    if (!shape.fits(body)) throw new UnexpectedAnswerError(shape.what);
    return body;
  }

  /** The list behind a path, page by page. */
  pages<T>(call: Call, item: Shape<T>): Pages<T> {
    const page = pageOf(item);
    return new Pages(async (cursor) => this.read({ ...call, query: { ...call.query, cursor } }, page));
  }

  /** An answer of status 2xx or 304; anything else is a `MillraceApiError`. */
  async send(call: Call): Promise<Response> {
    for (let tries = 1; ; tries += 1) {
      const outcome = await this.#tryOnce(call);
      if (outcome.ok) return outcome.response;
      call.signal?.throwIfAborted();
      const { error, retryAfter } = outcome;
      const { status, code } = MillraceApiError.is(error) ? error : { status: null, code: null };
      const isRepeatable = call.method !== 'POST' || call.headers?.['Idempotency-Key'] !== undefined;
      const waitMs = retryDelayMs({ tries, status, code, retryAfter, isRepeatable }, Math.random());
      if (waitMs === null || tries > (this.#options.maxRetries ?? 3)) throw error;
      await delay(waitMs, call.signal);
    }
  }

  async #tryOnce(call: Call): Promise<{ ok: true; response: Response } | { ok: false; error: Error; retryAfter: string | null }> {
    const url = this.#baseUrl + call.path + queryText(call.query ?? {});
    let response: Response;
    try {
      response = await (this.#options.fetch ?? fetch)(url, this.#init(call));
    } catch (error) {
      return { ok: false, error: new MillraceConnectionError(this.#baseUrl, error), retryAfter: null };
    }
    if (response.ok || response.status === 304) return { ok: true, response };
    return {
      ok: false,
      error: new MillraceApiError(response.status, await bodyOf(response)),
      retryAfter: response.headers.get('Retry-After'),
    };
  }

  #init(call: Call): RequestInit {
    const headers = new Headers({ Accept: 'application/json', ...this.#options.headers });
    if (this.#options.apiKey !== undefined) headers.set('Authorization', `Bearer ${this.#options.apiKey}`);
    if (call.json !== undefined) headers.set('Content-Type', 'application/json');
    for (const [name, value] of Object.entries(call.headers ?? {})) if (value !== undefined) headers.set(name, value);
    const body = call.json === undefined ? (call.body ?? null) : JSON.stringify(call.json);
    return { method: call.method, headers, body, signal: call.signal ?? null };
  }
}

function queryText(query: { readonly [name: string]: QueryValue }): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) pairs.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = pairs.toString();
  return text === '' ? '' : `?${text}`;
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => '');
  try {
    return JSON.parse(text);
  } catch {
    // Not ours: a proxy in between may answer with anything.
    return text;
  }
}
