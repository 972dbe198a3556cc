import type { RecordSet } from '@millrace/protocol';
import type { Pages } from '../pages.ts';
import type { Requester, RequestOptions } from '../request.ts';
import { ANYTHING, objectWith } from '../shape.ts';

const RECORD_SET = objectWith<RecordSet>('a record set', 'name', 'count');

/** The rows that runs deliver, by the name of their set. */
export class Records {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  sets(runId: string, options: RequestOptions = {}): Pages<RecordSet> {
    const path = `/v1/runs/${encodeURIComponent(runId)}/records`;
    return this.#requester.pages({ method: 'GET', path, query: { limit: 100 }, ...options }, RECORD_SET);
  }

  /** The rows of a set, in the order in which they were delivered. */
  rows(runId: string, name: string, options: RequestOptions = {}): Pages<unknown> {
    const path = `/v1/runs/${encodeURIComponent(runId)}/records/${encodeURIComponent(name)}`;
    return this.#requester.pages({ method: 'GET', path, query: { limit: 100 }, ...options }, ANYTHING);
  }
}
