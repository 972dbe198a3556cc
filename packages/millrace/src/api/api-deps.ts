import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import type { CommandContext } from '../commands/command-context.ts';
import type { EventStreams } from './event-streams.ts';
import type { PlanCache } from '../commands/plan-cache.ts';
import type { RateLimits } from './rate-limit.ts';
import type { RunWatch } from './run-watch.ts';
import type { SampleRanks } from './sample-rank.ts';
import type { StatusCache } from './status-cache.ts';

/** What the composition root hands to the API. */
export interface ApiParts {
  readonly context: CommandContext;
  readonly authenticator: Authenticator;
  readonly artifacts: ArtifactStore;
  /** What absolute links begin with; null for what the client called us. */
  readonly publicUrl: string | null;
  /** The version of Millrace, for the OpenAPI document. */
  readonly version: string;
  /** Signs links to files. */
  readonly linkSecret: string;
  /** How long a signed link works at most, in milliseconds; at least half of it is left when one is given out. */
  readonly signedLinkTtlMs: number;
  /** The checks behind `/readyz`, by name; true is well. */
  readiness(): { readonly [check: string]: boolean };
  /** Takes what went wrong on our side, for the log. */
  report(error: unknown, requestId: string): void;
}

/** What routes work with. */
export interface ApiDeps extends ApiParts {
  readonly statusCache: StatusCache;
  readonly runWatch: RunWatch;
  readonly sampleRanks: SampleRanks;
  readonly eventStreams: EventStreams;
  readonly plans: PlanCache;
  readonly rateLimits: RateLimits;
  /** The OpenAPI document as JSON. */
  openApi(): string;
}
