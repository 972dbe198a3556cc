import type { Whoami } from '@millrace/protocol';
import { Requester } from './request.ts';
import type { ClientOptions, RequestOptions } from './request.ts';
import { ApiKeys } from './resources/api-keys.ts';
import { Batches } from './resources/batches.ts';
import { Credits } from './resources/credits.ts';
import { Jobs } from './resources/jobs.ts';
import { Quotes } from './resources/quotes.ts';
import { Reviews } from './resources/reviews.ts';
import { Runs } from './resources/runs.ts';
import { Uploads } from './resources/uploads.ts';
import { Workflows } from './resources/workflows.ts';
import { WorkspacePlan } from './resources/workspace-plan.ts';
import { objectWith } from './shape.ts';

const WHOAMI = objectWith<Whoami>('who is asking', 'workspace', 'scopes');

/**
 * A client of one Millrace server. Field names are those of the HTTP API. Requests that fail for a passing reason are sent
 * again when that cannot do the work twice.
 */
export class Millrace {
  readonly runs: Runs;
  readonly workflows: Workflows;
  readonly reviews: Reviews;
  readonly uploads: Uploads;
  readonly batches: Batches;
  readonly jobs: Jobs;
  readonly apiKeys: ApiKeys;
  readonly credits: Credits;
  readonly quotes: Quotes;
  readonly plan: WorkspacePlan;
  readonly #requester: Requester;

  constructor(options: ClientOptions) {
    this.#requester = new Requester(options);
    this.runs = new Runs(this.#requester);
    this.workflows = new Workflows(this.#requester);
    this.reviews = new Reviews(this.#requester);
    this.uploads = new Uploads(this.#requester);
    this.batches = new Batches(this.#requester);
    this.jobs = new Jobs(this.#requester);
    this.apiKeys = new ApiKeys(this.#requester);
    this.credits = new Credits(this.#requester);
    this.quotes = new Quotes(this.#requester);
    this.plan = new WorkspacePlan(this.#requester);
  }

  /** The workspace and the scopes of the key. */
  async whoami(options: RequestOptions = {}): Promise<Whoami> {
    return this.#requester.read({ method: 'GET', path: '/v1/whoami', ...options }, WHOAMI);
  }
}
