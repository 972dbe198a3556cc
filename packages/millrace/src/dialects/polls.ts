import type { IncomingMessage } from 'node:http';
import type { ApiDeps } from '../api/api-deps.ts';
import { baseUrl } from '../api/base-url.ts';
import type { Principal } from '../auth/principal.ts';
import type { Dialect, Poll } from './dialect.ts';
import { cachedPoll, type CachedPoll, type PollCache } from './poll-cache.ts';

export interface AskedPoll {
  readonly deps: ApiDeps;
  readonly dialect: Dialect;
  readonly poll: Poll;
  readonly params: { readonly [name: string]: string };
  readonly principal: Principal;
  readonly incoming: IncomingMessage;
}

/** Answers polls out of the cache, or makes the answer and keeps it. Used ahead of the router and by it, so that both say the same. */
export class Polls {
  /** Requests that came for a host name of their own dialect. */
  readonly placed = new WeakSet<IncomingMessage>();
  private readonly cache: PollCache;

  constructor(cache: PollCache) {
    this.cache = cache;
  }

  /** An answer that is still right, for a request that nobody has looked at; who may have it has to be asked. */
  recall({ workspaceId }: Principal, incoming: IncomingMessage, now: number): CachedPoll | null {
    return this.cache.get(addressOf(workspaceId, incoming), now);
  }

  /** Null when there is no such run, or it is not to be seen here. */
  answer({ deps, dialect, poll, params, principal, incoming }: AskedPoll): CachedPoll | null {
    const shown = params['run_id'] ?? '';
    const runId = poll.runId?.(shown) ?? shown;
    const { workspaceId } = principal;
    const now = deps.context.now();
    const known = this.recall(principal, incoming, now);
    if (known !== null) return known;
    const run = deps.context.store.runs.get(workspaceId, runId);
    if (run === null) return null;
    const urls = this.urls(deps, dialect, incoming);
    const answer = poll.encode({ deps, run, params, now, ...urls, commits: this.cache.commits });
    if (answer === null) return null;
    const cached = cachedPoll(answer, { poll, dialect });
    this.cache.put(run, addressOf(workspaceId, incoming), cached);
    return cached;
  }

  urls(deps: ApiDeps, { name }: Dialect, incoming: IncomingMessage): { readonly baseUrl: string; readonly dialectUrl: string } {
    const base = baseUrl(deps, incoming);
    return { baseUrl: base, dialectUrl: this.placed.has(incoming) ? base : `${base}/dialects/${name}` };
  }
}

/** Links in an answer begin with the host that was asked, so another host is another answer. */
function addressOf(workspaceId: string, { url, headers }: IncomingMessage): string {
  return `${workspaceId} ${headers.host ?? ''} ${url ?? ''}`;
}
