import type { RecordPage, RecordSet } from '@millrace/protocol';
import type { Pages } from '../pages.ts';
import type { Requester, RequestOptions } from '../request.ts';
import { ANYTHING, objectWith } from '../shape.ts';

const RECORD_SET = objectWith<RecordSet>('a record set', 'name', 'count');
const RECORD_PAGE = objectWith<RecordPage>('a page of rows', 'data', 'next_cursor', 'outcomes');

export interface RowOptions extends RequestOptions {
  /** Only rows with this outcome. */
  readonly outcome?: 'delivered' | 'dropped' | 'failed' | undefined;
}

export interface RowsWithOutcomes extends RowOptions {
  readonly cursor?: string | undefined;
  /** The size of the page. */
  readonly limit?: number | undefined;
}

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

  /** One page of rows with what became of each of them: `outcomes` has an entry for each row. */
  async withOutcomes(runId: string, name: string, { signal, ...query }: RowsWithOutcomes = {}): Promise<RecordPage> {
    const path = `/v1/runs/${encodeURIComponent(runId)}/records/${encodeURIComponent(name)}`;
    return this.#requester.read({ method: 'GET', path, query: { limit: 100, ...query, outcomes: true }, signal }, RECORD_PAGE);
  }

  /** The rows of a set, in the order in which they were delivered. */
  rows(runId: string, name: string, { outcome, signal }: RowOptions = {}): Pages<unknown> {
    const path = `/v1/runs/${encodeURIComponent(runId)}/records/${encodeURIComponent(name)}`;
    return this.#requester.pages({ method: 'GET', path, query: { limit: 100, outcome }, signal }, ANYTHING);
  }
}
