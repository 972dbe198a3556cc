import type { ServerResponse } from 'node:http';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Principal } from '../auth/principal.ts';
import { MillraceError } from '../domain/errors.ts';
import type { ApiDeps } from './api-deps.ts';
import type { ReplyHeaders } from './reply.ts';

const WINDOW_SECONDS = 60;

export interface RateLimitVerdict {
  readonly allowed: boolean;
  /** `RateLimit-Policy` and `RateLimit`, and `Retry-After` when it is not allowed; none without a limit. */
  readonly headers: ReplyHeaders;
  readonly retryAfterSeconds: number | null;
}

const NO_LIMIT: RateLimitVerdict = { allowed: true, headers: {}, retryAfterSeconds: null };

/** Counts requests for each key, in windows of a minute that begin with the first one. It forgets when the process ends. */
export class RateLimits {
  /** By requests per minute: keys under one limit are counted together in memory, and apart from each other. */
  private readonly limiters = new Map<number, RateLimiterMemory>();

  async take(keyId: string, requestsPerMinute: number): Promise<RateLimitVerdict> {
    const taken = await consume(this.limiterFor(requestsPerMinute), keyId);
    const seconds = Math.max(1, Math.ceil(taken.msBeforeNext / 1000));
    const headers = {
      'RateLimit-Policy': `"plan";q=${requestsPerMinute};w=${WINDOW_SECONDS}`,
      RateLimit: `"plan";r=${taken.remainingPoints};t=${seconds}`,
    };
    if (taken.consumedPoints <= requestsPerMinute) return { allowed: true, headers, retryAfterSeconds: null };
    return { allowed: false, headers: { ...headers, 'Retry-After': String(seconds) }, retryAfterSeconds: seconds };
  }

  private limiterFor(requestsPerMinute: number): RateLimiterMemory {
    const known = this.limiters.get(requestsPerMinute);
    if (known !== undefined) return known;
    const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: WINDOW_SECONDS });
    this.limiters.set(requestsPerMinute, limiter);
    return limiter;
  }
}

/** Its promise rejects with the same kind of answer when the points are used up. */
async function consume(limiter: RateLimiterMemory, keyId: string): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(keyId);
  } catch (error) {
    if (error instanceof RateLimiterRes) return error;
    throw error;
  }
}

/** True when the requests of a workspace are counted; then nothing may be answered without `rateLimit`. */
export function isRateLimited({ plans }: Pick<ApiDeps, 'plans'>, { workspaceId }: Pick<Principal, 'workspaceId'>): boolean {
  return plans.get(workspaceId).requestsPerMinute !== null;
}

/** Counts one request of this key against the plan of its workspace. Every surface asks it once for each request, after who is asking is known. */
export async function rateLimit(
  { plans, rateLimits }: Pick<ApiDeps, 'plans' | 'rateLimits'>,
  { workspaceId, keyId }: Pick<Principal, 'workspaceId' | 'keyId'>,
): Promise<RateLimitVerdict> {
  const { requestsPerMinute } = plans.get(workspaceId);
  return requestsPerMinute === null ? NO_LIMIT : rateLimits.take(keyId, requestsPerMinute);
}

/** The error for a verdict that does not allow the request. */
function rateLimited({ retryAfterSeconds }: RateLimitVerdict): MillraceError {
  const seconds = retryAfterSeconds ?? WINDOW_SECONDS;
  return new MillraceError('rate_limited', `The plan allows no more requests of this key right now. Try again in ${seconds} seconds.`, {
    retryAfterSeconds: seconds,
  });
}

/** Counts the request, says on the answer how much is left, and throws `rate_limited` when there is nothing. */
export async function enforceRateLimit(
  deps: Pick<ApiDeps, 'plans' | 'rateLimits'>,
  principal: Pick<Principal, 'workspaceId' | 'keyId'>,
  outgoing: Pick<ServerResponse, 'setHeader'>,
): Promise<void> {
  const verdict = await rateLimit(deps, principal);
  for (const [name, value] of Object.entries(verdict.headers)) outgoing.setHeader(name, value);
  if (!verdict.allowed) throw rateLimited(verdict);
}
