import type { Context, Hono } from 'hono';
import { answerRequest, type Bindings, type PresentError } from '../api/answer-request.ts';
import type { ApiDeps } from '../api/api-deps.ts';
import { viaOf } from '../api/caller-via.ts';
import { enforceRateLimit } from '../api/rate-limit.ts';
import { readJson } from '../api/read-json.ts';
import { SENT, type Reply } from '../api/reply.ts';
import { matchPath } from '../api/route-path.ts';
import { authorize, type Principal } from '../auth/principal.ts';
import { MillraceError } from '../domain/errors.ts';
import type { Dialect, DialectCall, DialectRoute, Poll } from './dialect.ts';
import type { Polls } from './polls.ts';
import { writePoll } from './write-poll.ts';

interface Mounted {
  readonly dialect: Dialect;
  readonly prefix: string;
  readonly polls: Polls;
}

/** Serves every route, poll and gap of a dialect below its prefix; whatever else comes there is refused in its own words. */
export function mountDialect(app: Hono<Bindings>, deps: ApiDeps, mounted: Mounted): void {
  const { dialect, prefix } = mounted;
  const surface = { deps, present: presenter(deps, mounted) };
  const routes = [...dialect.routes, ...dialect.polls.map((poll) => pollRoute(poll, mounted)), ...dialect.gaps.map(gapRoute)];
  for (const route of routes) {
    const path = matchPath(prefix + route.path);
    app.on(route.method, path.pattern, async (context) =>
      answerRequest(context, surface, async (requestId) => {
        const params = path.read(context.req.param());
        return handle(context, route, { deps, mounted, requestId, params });
      }),
    );
  }
  for (const [pattern, methods] of methodsByPattern(routes, prefix)) {
    app.all(pattern, async (context) => answerRequest(context, surface, () => methodNotAllowed(context, methods)));
  }
  app.all(`${prefix}/*`, async (context) => answerRequest(context, surface, () => notFound(context, prefix)));
  app.all(prefix, async (context) => answerRequest(context, surface, () => notFound(context, prefix)));
}

interface Request {
  readonly deps: ApiDeps;
  readonly mounted: Mounted;
  readonly requestId: string;
  readonly params: { readonly [name: string]: string };
}

async function handle(context: Context<Bindings>, route: DialectRoute, { deps, mounted, requestId, params }: Request): Promise<Reply> {
  const { incoming, outgoing } = context.env;
  const principal = route.policy === 'public' ? NOBODY : identify(deps, mounted.dialect, { route, context });
  if (route.policy !== 'public') await enforceRateLimit(deps, principal, outgoing);
  const call: DialectCall = {
    deps,
    principal,
    caller: { workspaceId: principal.workspaceId, actor: principal.keyId, requestId, via: viaOf(incoming) },
    requestId,
    params,
    query: new URL(context.req.url).searchParams,
    now: deps.context.now(),
    ...mounted.polls.urls(deps, mounted.dialect, incoming),
    incoming,
    outgoing,
    body: async () => readJson(incoming),
  };
  return route.handle(call);
}

/** What a public route is given: it can see no workspace. */
const NOBODY: Principal = { workspaceId: '', keyId: '', scopes: new Set() };

function identify(
  deps: ApiDeps,
  dialect: Dialect,
  { route, context }: { readonly route: DialectRoute; readonly context: Context<Bindings> },
): Principal {
  const { incoming } = context.env;
  const principal = deps.authenticator.authenticate(incoming.headers.authorization);
  if (principal === null) {
    const given = incoming.headers.authorization !== undefined;
    throw new MillraceError(
      'unauthenticated',
      given ? 'The API key is unknown, revoked or expired.' : 'Send an API key as Authorization: Bearer <key>.',
    );
  }
  dialect.checkPrincipal?.(principal, incoming, deps);
  authorize(route.policy, principal);
  return principal;
}

function pollRoute(poll: Poll, { dialect, polls }: Mounted): DialectRoute {
  return {
    method: 'GET',
    path: poll.path,
    policy: poll.policy,
    handle: ({ deps, principal, params, incoming, outgoing, requestId, now }) => {
      const answer = polls.answer({ deps, dialect, poll, params, principal, incoming });
      if (answer === null) throw new MillraceError('not_found', `There is no run ${(params['run_id'] ?? '').slice(0, 100)} here.`);
      writePoll(answer, requestId, { outgoing, now });
      return SENT;
    },
  };
}

function gapRoute({ method, path, reason }: Dialect['gaps'][number]): DialectRoute {
  return {
    method,
    path,
    policy: 'any-key',
    handle: () => {
      throw new MillraceError('not_implemented', reason);
    },
  };
}

function methodsByPattern(routes: readonly DialectRoute[], prefix: string): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    const { pattern } = matchPath(prefix + route.path);
    const own = route.method === 'GET' ? ['GET', 'HEAD'] : [route.method];
    methods.set(pattern, [...new Set([...(methods.get(pattern) ?? []), ...own])]);
  }
  return methods;
}

function methodNotAllowed(context: Context<Bindings>, methods: readonly string[]): never {
  context.env.outgoing.setHeader('Allow', methods.join(', '));
  throw new MillraceError('method_not_allowed', `${context.req.method} is not supported here; ${methods.join(', ')} can be used.`);
}

function notFound(context: Context<Bindings>, prefix: string): never {
  const path = context.req.path.slice(prefix.length, prefix.length + 200);
  throw new MillraceError('not_found', `There is nothing at ${path === '' ? '/' : path}.`);
}

/** What is not one of our errors is worded without its own words, as everywhere. */
function presenter({ context }: ApiDeps, { dialect, prefix }: Mounted): PresentError {
  return (thrown, requestId, path) => {
    const error = MillraceError.is(thrown)
      ? thrown
      : new MillraceError('internal', `Something went wrong on our side. The log has more under request ${requestId}.`);
    return dialect.presentError(error, { requestId, now: context.now(), path: path.slice(prefix.length) });
  };
}
