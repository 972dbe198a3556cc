import { Hono, type Context } from 'hono';
import { authorize, confirmWorkspace, type Principal } from '../auth/principal.ts';
import { checkPolicies, type Policy } from '../auth/policy.ts';
import { MillraceError } from '../domain/errors.ts';
import { accepts } from './accept.ts';
import { answerRequest, type Bindings } from './answer-request.ts';
import type { ApiDeps } from './api-deps.ts';
import { problemReply } from './on-error.ts';
import { enforceRateLimit, isRateLimited } from './rate-limit.ts';
import type { Reply } from './reply.ts';
import type { Route } from './route.ts';
import { matchPath } from './route-path.ts';
import type { Surface } from './surface.ts';

/** The router over a table of routes. Throws when a route has no policy: what nobody thought about is not served. */
export function buildApp(routes: readonly Route[], deps: ApiDeps, surfaces: readonly Surface[] = []): Hono<Bindings> {
  const policies = checkPolicies(routes.map((route) => route.operationId));
  const native = { deps, present: problemReply };
  const app = new Hono<Bindings>();
  for (const surface of surfaces) surface.mount(app, deps);
  for (const route of routes) {
    const path = matchPath(route.path);
    app.on(route.method, path.pattern, async (context) => {
      return answerRequest(context, native, async (requestId) =>
        handle(context, { route, policy: policies.get(route.operationId), path, deps, requestId }),
      );
    });
  }
  for (const [pattern, methods] of methodsByPattern(routes)) {
    app.all(pattern, async (context) => answerRequest(context, native, () => methodNotAllowed(context, methods)));
  }
  app.notFound(async (context) =>
    answerRequest(context, native, () => {
      throw new MillraceError('not_found', `There is nothing at ${context.req.path.slice(0, 200)}. /openapi.json lists what there is.`);
    }),
  );
  return app;
}

interface Operation {
  readonly route: Route;
  readonly policy: Policy | undefined;
  readonly path: ReturnType<typeof matchPath>;
  readonly deps: ApiDeps;
  readonly requestId: string;
}

/** Who is asking, whether they may, whether we can answer in their words; then the route itself. */
async function handle(context: Context<Bindings>, { route, policy, path, deps, requestId }: Operation): Promise<Reply> {
  const { incoming, outgoing } = context.env;
  const principal = policy === 'public' ? null : identify(deps, incoming.headers.authorization, incoming.headers['x-workspace-id']);
  if (principal !== null && isRateLimited(deps, principal)) await enforceRateLimit(deps, principal, outgoing);
  if (principal !== null && policy !== undefined) authorize(policy, principal);
  if (route.produces.length > 0 && !accepts(incoming.headers.accept, route.produces)) {
    throw new MillraceError('not_acceptable', `This answers with ${route.produces.join(' or ')}, which the Accept header rules out.`);
  }
  const query = Object.fromEntries(
    Object.entries(context.req.queries()).map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );
  return route.handle({ deps, principal, requestId, params: path.read(context.req.param()), query, incoming, outgoing });
}

function identify(deps: ApiDeps, authorization: string | undefined, workspaceId: string | string[] | undefined): Principal {
  const principal = deps.authenticator.authenticate(authorization);
  if (principal === null) {
    const detail =
      authorization === undefined ? 'Send an API key as Authorization: Bearer <key>.' : 'The API key is unknown, revoked or expired.';
    throw new MillraceError('unauthenticated', detail);
  }
  confirmWorkspace(principal, typeof workspaceId === 'string' ? workspaceId : undefined);
  return principal;
}

function methodNotAllowed(context: Context<Bindings>, methods: readonly string[]): never {
  context.env.outgoing.setHeader('Allow', methods.join(', '));
  throw new MillraceError('method_not_allowed', `${context.req.method} is not supported here; ${methods.join(', ')} can be used.`);
}

function methodsByPattern(routes: readonly Route[]): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    const { pattern } = matchPath(route.path);
    const own = route.method === 'GET' ? ['GET', 'HEAD'] : [route.method];
    methods.set(pattern, [...(methods.get(pattern) ?? []), ...own]);
  }
  return methods;
}
