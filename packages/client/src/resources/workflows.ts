import type { VerdictHealth, Workflow } from '@millrace/protocol';
import type { Pages } from '../pages.ts';
import type { Requester, RequestOptions } from '../request.ts';
import { objectWith } from '../shape.ts';

const HEALTH = objectWith<VerdictHealth>('the health of a workflow', 'totals', 'buckets', 'rolling');
const WORKFLOW = objectWith<Workflow>('a workflow', 'name', 'version', 'title', 'stages');

export interface HealthOptions extends RequestOptions {
  /** RFC 3339: when runs were created. The last 30 days unless given. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly bucket?: 'day' | 'week' | 'month' | undefined;
  readonly rolling_window?: number | undefined;
  readonly min_rolling?: number | undefined;
}

/** What can be started. */
export class Workflows {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  /** Each workflow by its newest version. */
  list(options: RequestOptions = {}): Pages<Workflow> {
    return this.#requester.pages({ method: 'GET', path: '/v1/workflows', query: { limit: 100 }, ...options }, WORKFLOW);
  }

  async get(name: string, { version, signal }: { readonly version?: string | undefined } & RequestOptions = {}): Promise<Workflow> {
    return this.#requester.read({ method: 'GET', path: `/v1/workflows/${encodeURIComponent(name)}`, query: { version }, signal }, WORKFLOW);
  }

  /** How often its runs were right, as far as people judged them. */
  async verdictHealth(name: string, { signal, ...query }: HealthOptions = {}): Promise<VerdictHealth> {
    return this.#requester.read({ method: 'GET', path: `/v1/workflows/${encodeURIComponent(name)}/verdict-health`, query, signal }, HEALTH);
  }

  /** All versions, newest first. */
  versions(name: string, options: RequestOptions = {}): Pages<Workflow> {
    const path = `/v1/workflows/${encodeURIComponent(name)}/versions`;
    return this.#requester.pages({ method: 'GET', path, query: { limit: 100 }, ...options }, WORKFLOW);
  }
}
