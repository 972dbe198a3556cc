import type { Workflow } from '@millrace/protocol';
import type { Pages } from '../pages.ts';
import type { Requester, RequestOptions } from '../request.ts';
import { objectWith } from '../shape.ts';

const WORKFLOW = objectWith<Workflow>('a workflow', 'name', 'version', 'title', 'stages');

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

  /** All versions, newest first. */
  versions(name: string, options: RequestOptions = {}): Pages<Workflow> {
    const path = `/v1/workflows/${encodeURIComponent(name)}/versions`;
    return this.#requester.pages({ method: 'GET', path, query: { limit: 100 }, ...options }, WORKFLOW);
  }
}
