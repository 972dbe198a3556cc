import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { ApiDeps } from '../api/api-deps.ts';
import type { Reply, TextReply } from '../api/reply.ts';
import type { Scope } from '../auth/policy.ts';
import type { Principal } from '../auth/principal.ts';
import type { Caller } from '../commands/caller.ts';
import type { MillraceError } from '../domain/errors.ts';
import type { Json } from '../domain/json.ts';
import type { Run } from '../domain/run.ts';

/** One vendor's wire format over our runs. It is served under `/dialects/<name>`, and at the root for host names set so. */
export interface Dialect {
  /** The vendor, as it stands in the URL and in the `dialects` of a workflow. */
  readonly name: string;
  readonly title: string;
  /** What a workflow may say about itself in this dialect. */
  readonly declaration: z.ZodType;
  readonly routes: readonly DialectRoute[];
  /** The status polls: answered from memory, ahead of the router. They are routes as well. */
  readonly polls: readonly Poll[];
  /** Documented endpoints that are not served yet, with the reason that the answer gives. */
  readonly gaps: readonly Gap[];
  /** The vendor's body and headers for whatever went wrong. Pure. */
  readonly presentError: (error: MillraceError, failure: Failure) => TextReply;
  /** Further checks of who is asking, such as a header that names the workspace; throws. */
  readonly checkPrincipal?: (principal: Principal, incoming: IncomingMessage, deps: ApiDeps) => void;
}

export interface Failure {
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Below the prefix of the dialect. */
  readonly path: string;
}

/** `any-key` for what every valid key may call; `public` for what needs none, such as a signed link. */
export type DialectPolicy = Scope | 'any-key' | 'public';

export interface DialectRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in OpenAPI, below the prefix: `/v1/runs/{run_id}`. A parameter named `path` may hold slashes. */
  readonly path: string;
  readonly policy: DialectPolicy;
  readonly handle: (call: DialectCall) => Promise<Reply> | Reply;
}

/** A request to a dialect. Its parts are not checked yet: `translate` does that. */
export interface DialectCall {
  readonly deps: ApiDeps;
  readonly principal: Principal;
  /** The principal as commands want it. */
  readonly caller: Caller;
  readonly requestId: string;
  readonly params: { readonly [name: string]: string };
  readonly query: URLSearchParams;
  readonly now: number;
  /** Absolute, without a slash at the end: links to files of the native API begin with it. */
  readonly baseUrl: string;
  /** Where this dialect stands for this client: what an absolute link to another endpoint of it begins with. */
  readonly dialectUrl: string;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** The JSON body; `{}` when there is none. */
  readonly body: () => Promise<Json>;
}

/** A status poll: one run, one GET, no query. */
export interface Poll {
  /** Names the run as `{run_id}`; other parameters are handed to `encode`. */
  readonly path: string;
  readonly policy: Scope;
  /** The id of the run in a path that shows it in another form; what it does not know, it gives back as it came. */
  readonly runId?: (shown: string) => string;
  /**
   * Null when the path names something that this run does not belong to, or the dialect does not show the run: a 404.
   * What it throws is answered as an error.
   */
  readonly encode: (view: PollView) => PollAnswer | null;
}

export interface PollView {
  readonly deps: ApiDeps;
  readonly run: Run;
  readonly params: { readonly [name: string]: string };
  readonly now: number;
  readonly baseUrl: string;
  readonly dialectUrl: string;
  /** How often the journal has told of changes, to whichever runs: what was read of other runs holds while it stays the same. */
  readonly commits: () => number;
}

export interface PollAnswer {
  /** The JSON body; or, when it ends with something that each answer has anew, its unchanging beginning. */
  readonly text: string;
  /** The rest of the body. */
  readonly ending?: (answer: { readonly requestId: string; readonly now: number }) => string;
  /** When the answer has to be made anew although the run has not changed, because a link in it runs out; epoch milliseconds. */
  readonly staleAt?: number;
  /** Asked before the answer is given once more: false when something that is not in the run, but in the answer, has changed. */
  readonly isCurrent?: () => boolean;
  /** Beside Content-Type, Content-Length and X-Request-Id. */
  readonly headers?: { readonly [name: string]: string };
}

export interface Gap {
  readonly method: DialectRoute['method'];
  readonly path: string;
  readonly reason: string;
}
