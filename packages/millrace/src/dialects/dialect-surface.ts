import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Hono } from 'hono';
import type { Bindings } from '../api/answer-request.ts';
import type { ApiDeps } from '../api/api-deps.ts';
import { isRateLimited } from '../api/rate-limit.ts';
import { requestIdFrom } from '../api/request-id.ts';
import type { Surface } from '../api/surface.ts';
import type { Journal } from '../journal/journal.ts';
import type { Dialect, Poll } from './dialect.ts';
import { mountDialect } from './mount-dialect.ts';
import { pathPattern, type PathPattern } from './path-pattern.ts';
import { PollCache, type CachedPoll } from './poll-cache.ts';
import { Polls, type AskedPoll } from './polls.ts';
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
    const end = url.indexOf('/', PREFIX.length);
    const served = this.served.get(url.slice(PREFIX.length, end));
    if (end === -1 || served === undefined) return false;
    const path = url.slice(end);
    for (const { poll, pattern } of served.polls) {
      const params = pattern(path);
      if (params === null) continue;
      const answer = this.recall({ deps, dialect: served.dialect, poll, params, incoming });
      if (answer === null) return false;
      writePoll(answer, requestIdFrom(headers['x-request-id']), { outgoing, now: deps.context.now() });
      return true;
    }
    return false;
  }

  /** Null for whatever is out of the ordinary: the router finds out again what it is, and says so. */
  private recall(asked: Omit<AskedPoll, 'principal'>): CachedPoll | null {
    const { deps, dialect, poll, incoming } = asked;
    const principal = deps.authenticator.recall(incoming.headers.authorization);
    if (principal === null || !principal.scopes.has(poll.policy) || isRateLimited(deps, principal)) return null;
    try {
      dialect.checkPrincipal?.(principal, incoming, deps);
      return this.polls.answer({ ...asked, principal });
    } catch {
      return null;
    }
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
