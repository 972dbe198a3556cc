import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { MillraceError } from '../domain/errors.ts';
import { LIMITS } from '../domain/limits.ts';
import type { ApiParts } from './api-deps.ts';
import { buildApp } from './build-app.ts';
import { answerClientError } from './client-error.ts';
import { createApi } from './create-api.ts';
import { answerStatusPoll } from './hot-status.ts';
import { problemReply } from './on-error.ts';
import { newRequestId } from './request-id.ts';
import { ROUTES } from './routes.ts';
import type { Surface } from './surface.ts';

export interface Address {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
}

export interface ApiServer {
  readonly url: string;
  /** Stops taking requests, lets those in flight end for up to `graceMs`, then closes what is left. */
  close(graceMs: number): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;
/** Uploads of the largest size over slow lines; bodies that are not streamed have a limit of their own. */
const REQUEST_TIMEOUT_MS = 6 * 3600 * 1000;
/** Time for a client to read the answer before the connection that it still writes to is cut. */
const LINGER_MS = 500;
const CONNECTIONS_BESIDE_STREAMS = 4_000;

/** Serves the API. Resolves when requests are accepted; throws when a route has no policy or the address is taken. */
export async function startApiServer(parts: ApiParts, { host, port }: Address, surfaces: readonly Surface[] = []): Promise<ApiServer> {
  const { deps, stop } = createApi(parts);
  const app = buildApp(ROUTES, deps, surfaces);
  // For HEAD the router makes a new Response out of ours, and the sign that everything has been sent gets lost.
  const answer: typeof app.fetch = async (request, env) => {
    const response = await app.fetch(request, env);
    return request.method === 'HEAD' ? RESPONSE_ALREADY_SENT : response;
  };
  const listener = getRequestListener(answer, {
    hostname: host,
    errorHandler: (error) => refuse(error),
  });
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS },
    (incoming, outgoing) => {
      for (const surface of surfaces) surface.place(incoming);
      if (surfaces.some((surface) => surface.answerAhead(incoming, outgoing, deps))) return;
      if (answerStatusPoll(incoming, outgoing, deps.authenticator, deps.statusCache, deps.plans)) return;
      endWithUnreadBody(incoming, outgoing);
      void listener(incoming, outgoing);
    },
  );
  server.maxConnections = LIMITS.sseConnections + CONNECTIONS_BESIDE_STREAMS;
  server.on('clientError', answerClientError);
  await listen(server, host, port);
  return {
    url: urlOf(server, host),
    close: async (graceMs) => {
      stop();
      for (const surface of surfaces) surface.close();
      await closeServer(server, graceMs);
    },
  };
}

/** A GET that comes with a body is answered and its connection ended: nothing will ever read the rest. */
function endWithUnreadBody(incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (incoming.method !== 'GET' && incoming.method !== 'HEAD') return;
  const { headers } = incoming;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
  if (headers['content-length'] === '0') return;
  outgoing.shouldKeepAlive = false;
  outgoing.once('finish', () => {
    setTimeout(() => void incoming.socket.destroy(), LINGER_MS).unref();
  });
}

/** What the adapter itself cannot read, such as an impossible Host header. */
function refuse(_error: unknown): Response {
  const requestId = newRequestId();
  const reply = problemReply(new MillraceError('malformed_request', 'The Host header or the request target is not valid.'), requestId, '');
  return new Response(reply.text, { status: reply.status, headers: { ...reply.headers, 'X-Request-Id': requestId } });
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 2048 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
