import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Hono } from 'hono';
import type { Bindings } from './answer-request.ts';
import type { ApiDeps } from './api-deps.ts';

/** Something that is served on the same port as the native API, over the same commands and reads. */
export interface Surface {
  /** Gives a request that came for one of its host names the path under which it is mounted. */
  place(incoming: IncomingMessage): void;
  /** Answers what can be answered at once, ahead of the router; false, having done nothing, for everything else. */
  answerAhead(incoming: IncomingMessage, outgoing: ServerResponse, deps: ApiDeps): boolean;
  mount(app: Hono<Bindings>, deps: ApiDeps): void;
  /** Drops what it keeps between requests and follows the journal with; called when the server closes. */
  close(): void;
}
