import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { ServerResponse } from 'node:http';
import type { Context } from 'hono';
import { MillraceError } from '../domain/errors.ts';
import type { ApiDeps } from './api-deps.ts';
import type { Reply, TextReply } from './reply.ts';
import { requestIdFrom } from './request-id.ts';

export type Bindings = { Bindings: HttpBindings };

/** How a surface words its errors. It is given whatever was thrown. */
export type PresentError = (error: unknown, requestId: string, path: string) => TextReply;

/** Does the work of one request and writes what came of it, an error too. */
export async function answerRequest(
  context: Context<Bindings>,
  { deps, present }: { readonly deps: ApiDeps; readonly present: PresentError },
  work: (requestId: string) => Promise<Reply> | Reply,
): Promise<Response> {
  const { incoming, outgoing } = context.env;
  const requestId = requestIdFrom(incoming.headers['x-request-id']);
  try {
    send(await work(requestId), requestId, outgoing);
  } catch (error) {
    if (!MillraceError.is(error) || error.code === 'internal') deps.report(error, requestId);
    if (outgoing.headersSent) outgoing.destroy();
    else send(present(error, requestId, context.req.path), requestId, outgoing);
  }
  return RESPONSE_ALREADY_SENT;
}

/** Straight to the socket: a Response in between costs as much as all of the rest. */
function send(reply: Reply, requestId: string, outgoing: ServerResponse): void {
  if (reply.kind === 'sent' || outgoing.destroyed) return;
  const { status, text, headers } = reply;
  const length = text === null || 'Content-Length' in headers ? {} : { 'Content-Length': Buffer.byteLength(text) };
  outgoing.writeHead(status, { ...headers, ...length, 'X-Request-Id': requestId });
  outgoing.end(text ?? undefined);
}
