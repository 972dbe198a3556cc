import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Hono } from 'hono';
import type { Bindings } from '../api/answer-request.ts';
import type { ApiDeps } from '../api/api-deps.ts';
import { isRateLimited } from '../api/rate-limit.ts';
import { requestIdFrom } from '../api/request-id.ts';
import type { Surface } from '../api/surface.ts';
import type { Principal } from '../auth/principal.ts';
import type { Journal } from '../journal/journal.ts';
import type { Dialect, Poll } from './dialect.ts';
import { mountDialect } from './mount-dialect.ts';
import { pathPattern, type PathPattern } from './path-pattern.ts';
import { PollCache, type CachedPoll } from './poll-cache.ts';
import { Polls } from './polls.ts';
import { writePoll } from './write-poll.ts';

const PREFIX = '/dialects/';
/** Signed links to files work on every host name. */
const SIGNED_FILES = '/v1/files/';
const CACHED_RUNS = 10_000;

interface Served {
  readonly dialect: Dialect;
  readonly polls: readonly { readonly poll: Poll; readonly pattern: PathPattern }[];
}

/** The dialects on the port of the API. `hosts` names the dialect that stands at the root of a host name. */
export class DialectSurface implements Surface {
  private readonly served: ReadonlyMap<string, Served>;
  private readonly hosts: ReadonlyMap<string, string>;
  private readonly cache: PollCache;
  private readonly polls: Polls;

  constructor(dialects: readonly Dialect[], journal: Pick<Journal, 'onCommitted'>, hosts: ReadonlyMap<string, string> = new Map()) {
    this.served = new Map(
      dialects.map((dialect) => [
        dialect.name,
        { dialect, polls: dialect.polls.map((poll) => ({ poll, pattern: pathPattern(poll.path) })) },
      ]),
    );
    this.hosts = hosts;
    this.cache = new PollCache(journal, CACHED_RUNS);
    this.polls = new Polls(this.cache);
  }

  place(incoming: IncomingMessage): void {
    if (this.hosts.size === 0) return;
    const name = this.hosts.get(hostName(incoming.headers.host));
    const { url } = incoming;
    if (name === undefined || url === undefined || url.startsWith(SIGNED_FILES)) return;
    this.polls.placed.add(incoming);
    incoming.url = PREFIX + name + url;
  }

  answerAhead(incoming: IncomingMessage, outgoing: ServerResponse, deps: ApiDeps): boolean {
    const { url, method, headers } = incoming;
    if (method !== 'GET' || url === undefined || !url.startsWith(PREFIX)) return false;
    const principal = deps.authenticator.recall(headers.authorization);
    if (principal === null || isRateLimited(deps, principal)) return false;
    const now = deps.context.now();
    try {
      const answer = this.polls.recall(principal, incoming, now) ?? this.make(principal, incoming, deps);
      if (answer === null || !principal.scopes.has(answer.poll.policy)) return false;
      answer.dialect.checkPrincipal?.(principal, incoming, deps);
      writePoll(answer, requestIdFrom(headers['x-request-id']), { outgoing, now });
      return true;
    } catch {
      // Whatever is out of the ordinary is found out again by the router, which says so.
      return false;
    }
  }

  /** Null when the address is not that of a poll, or there is nothing to be seen at it. */
  private make(principal: Principal, incoming: IncomingMessage, deps: ApiDeps): CachedPoll | null {
    const { url = '' } = incoming;
    const end = url.indexOf('/', PREFIX.length);
    const served = end === -1 ? undefined : this.served.get(url.slice(PREFIX.length, end));
    if (served === undefined) return null;
    const path = url.slice(end);
    for (const { poll, pattern } of served.polls) {
      const params = pattern(path);
      if (params === null) continue;
      const mayAsk = principal.scopes.has(poll.policy);
      return mayAsk ? this.polls.answer({ deps, dialect: served.dialect, poll, params, principal, incoming }) : null;
    }
    return null;
  }

  mount(app: Hono<Bindings>, deps: ApiDeps): void {
    for (const { dialect } of this.served.values()) mountDialect(app, deps, { dialect, prefix: PREFIX + dialect.name, polls: this.polls });
  }

  close(): void {
    this.cache.close();
  }
}

function hostName(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '').toLowerCase();
}
