import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { MillraceError } from '../domain/errors.ts';
import type { Principal } from '../auth/principal.ts';
import type { Caller } from '../commands/caller.ts';
import type { ApiDeps } from './api-deps.ts';
import { viaOf } from './caller-via.ts';
import { NO_HEADERS, NO_QUERY } from './no-parameters.ts';
import { parseBody, parseParameters } from './parse-request.ts';
import { readJson } from './read-json.ts';
import type { Reply } from './reply.ts';

/** One operation of the API. The table of routes is what the router, the OpenAPI document and the policy check are made from. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As OpenAPI writes it: `/v1/runs/{id}:cancel`. A parameter named `path` may hold slashes. */
  readonly path: string;
  /** Names the operation in the document and in the policy table. */
  readonly operationId: string;
  readonly summary: string;
  readonly request: RequestShape;
  readonly responses: { readonly [status: number]: ResponseShape };
  /** Media types that it can answer with; empty when that depends on the resource. */
  readonly produces: readonly string[];
  readonly handle: (call: RawCall) => Promise<Reply>;
}

export interface RequestShape {
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly headers: z.ZodObject;
  /** `none`, a schema of JSON, or `stream` for any bytes. */
  readonly body: z.ZodType | 'none' | 'stream';
}

export interface ResponseShape {
  readonly description: string;
  /** By media type; none for an answer without a body. `null` stands for bytes. */
  readonly content?: { readonly [mediaType: string]: z.ZodType | null };
  readonly headers?: readonly string[];
}

/** A request before its parts were checked. */
export interface RawCall {
  readonly deps: ApiDeps;
  readonly principal: Principal | null;
  readonly requestId: string;
  readonly params: { readonly [name: string]: string };
  readonly query: { readonly [name: string]: string | readonly string[] };
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

interface Spec<P extends z.ZodObject, Q extends z.ZodObject, H extends z.ZodObject, B extends z.ZodType> extends Omit<
  Route,
  'request' | 'handle' | 'produces'
> {
  readonly produces?: readonly string[];
  readonly params: P;
  readonly query: Q;
  readonly headers: H;
  readonly body: B;
}

/** A request whose parts fit their schemas. */
export interface Call<P, Q, H, B> {
  readonly deps: ApiDeps;
  readonly principal: Principal;
  /** The principal as commands want it. */
  readonly caller: Caller;
  readonly requestId: string;
  readonly params: P;
  readonly query: Q;
  readonly headers: H;
  readonly body: B;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

type Handle<P extends z.ZodObject, Q extends z.ZodObject, H extends z.ZodObject, B> = (
  call: Call<z.output<P>, z.output<Q>, z.output<H>, B>,
) => Promise<Reply> | Reply;

/** A route that takes a JSON body. */
export function routeWithBody<P extends z.ZodObject, Q extends z.ZodObject, H extends z.ZodObject, B extends z.ZodType>(
  spec: Spec<P, Q, H, B>,
  handle: Handle<P, Q, H, z.output<B>>,
): Route {
  return makeRoute(spec, spec.body, async (call) => {
    const parts = checkParts(spec, call);
    return handle({ ...parts, body: parseBody(spec.body, await readJson(call.incoming)) });
  });
}

/** A route without a body, or one that reads its body itself. */
export function route<P extends z.ZodObject, Q extends z.ZodObject, H extends z.ZodObject>(
  spec: Omit<Spec<P, Q, H, z.ZodType>, 'body'> & { readonly body?: 'stream' },
  handle: Handle<P, Q, H, undefined>,
): Route {
  return makeRoute(spec, spec.body ?? 'none', async (call) => handle({ ...checkParts(spec, call), body: undefined }));
}

/** A route that anybody may call; its policy must be `public`. */
export function publicRoute<P extends z.ZodObject>(
  spec: Omit<Route, 'request' | 'handle' | 'produces'> & {
    readonly params: P;
    readonly headers?: z.ZodObject;
    readonly produces?: readonly string[];
  },
  handle: (call: RawCall & { readonly checked: z.output<P> }) => Promise<Reply> | Reply,
): Route {
  const shape = { ...spec, query: NO_QUERY, headers: spec.headers ?? NO_HEADERS };
  return makeRoute(shape, 'none', async (call) => handle({ ...call, checked: parseParameters(spec.params, call.params, 'path') }));
}

function makeRoute(
  spec: Omit<Route, 'request' | 'handle' | 'produces'> & Omit<RequestShape, 'body'> & { readonly produces?: readonly string[] },
  body: RequestShape['body'],
  handle: Route['handle'],
): Route {
  const { method, path, operationId, summary, responses, params, query, headers } = spec;
  const request = { params, query, headers, body };
  return { method, path, operationId, summary, responses, request, produces: spec.produces ?? ['application/json'], handle };
}

function checkParts<P extends z.ZodObject, Q extends z.ZodObject, H extends z.ZodObject>(
  spec: { readonly params: P; readonly query: Q; readonly headers: H },
  call: RawCall,
): Omit<Call<z.output<P>, z.output<Q>, z.output<H>, undefined>, 'body'> {
  const { deps, principal, requestId, incoming, outgoing } = call;
  if (principal === null) throw new MillraceError('unauthenticated', 'Send an API key as Authorization: Bearer <key>.');
  return {
    deps,
    principal,
    caller: { workspaceId: principal.workspaceId, actor: principal.keyId, requestId, via: viaOf(incoming) },
    requestId,
    params: parseParameters(spec.params, call.params, 'path'),
    query: parseParameters(spec.query, call.query, 'query'),
    headers: parseParameters(spec.headers, incoming.headers, 'header'),
    incoming,
    outgoing,
  };
}
