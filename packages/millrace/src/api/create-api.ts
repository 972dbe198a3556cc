import type { ApiDeps, ApiParts } from './api-deps.ts';
import { checkPolicies } from '../auth/policy.ts';
import { EventStreams } from './event-streams.ts';
import { openApiText } from './openapi.ts';
import { RateLimits } from './rate-limit.ts';
import { encodeServerSent } from './routes/events/present.ts';
import { ROUTES } from './routes.ts';
import { RunWatch } from './run-watch.ts';
import { SampleRanks } from './sample-rank.ts';
import { StatusCache } from './status-cache.ts';

const CACHED_STATUSES = 20_000;

/** What the API keeps between requests, following the journal until `stop` is called. */
export function createApi(parts: ApiParts): { readonly deps: ApiDeps; readonly stop: () => void } {
  const { store, journal } = parts.context;
  const statusCache = new StatusCache((workspaceId, runId) => store.runs.get(workspaceId, runId), CACHED_STATUSES);
  const runWatch = new RunWatch();
  const eventStreams = new EventStreams({
    events: store.events,
    watch: runWatch,
    now: () => parts.context.now(),
    encode: encodeServerSent,
  });
  // The cache goes first: whoever is woken by the same commit must not be answered from before it.
  const unfollow = [statusCache.follow(journal), runWatch.follow(journal)];
  let document: string | null = null;
  const openApi = (): string => {
    document ??= openApiText(ROUTES, checkPolicies(ROUTES.map((route) => route.operationId)), parts.version);
    return document;
  };
  const sampleRanks = new SampleRanks(store.access);
  const { plans } = parts.context;
  const deps = { ...parts, statusCache, runWatch, eventStreams, sampleRanks, plans, rateLimits: new RateLimits(), openApi };
  return {
    deps,
    stop: () => {
      for (const end of unfollow) end();
      eventStreams.close();
    },
  };
}
