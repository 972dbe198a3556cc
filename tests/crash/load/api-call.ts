import { setTimeout as pause } from 'node:timers/promises';
import type { ServerLink } from './server-link.ts';

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The server went away for good before it answered. */
export class NoMoreServer extends Error {
  override readonly name = 'NoMoreServer';
}

/** Statuses by which a server says that it did nothing and that trying again is right. */
const TRY_AGAIN = new Set([429, 503]);

/**
 * Sends a request until it is answered, over as many lives of the server as it takes. What was sent to a server that
 * was killed before it answered may have been done: the caller gets the answer to a later attempt.
 */
export async function insist(link: ServerLink, request: Request): Promise<Answer> {
  for (;;) {
    const answer = await attempt(link, request);
    if (answer !== null && !TRY_AGAIN.has(answer.status)) return answer;
    await pause(10);
  }
}

/** Sends a request once to the server that is up now; null when it went away before it answered. */
export async function attempt(link: ServerLink, { method, path, body, idempotencyKey }: Request): Promise<Answer | null> {
  const address = await link.whenUp();
  if (address === null) throw new NoMoreServer('The server is gone for good.');
  const headers = new Headers({ authorization: `Bearer ${address.api_key}` });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey);
  try {
    const response = await fetch(`${address.url}${path}`, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
    return { status: response.status, body: parse(await response.text()) };
  } catch {
    // The connection broke: the server was killed before or while it answered.
    return null;
  }
}

function parse(text: string): unknown {
  return text === '' ? null : JSON.parse(text);
}
