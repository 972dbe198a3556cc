import type { DecideReview, Review } from '@millrace/protocol';
import type { Pages } from '../pages.ts';
import type { Requester, RequestOptions } from '../request.ts';
import { objectWith } from '../shape.ts';

const REVIEW = objectWith<Review>('a review', 'id', 'run_id', 'status', 'data');

export interface ListReviews extends RequestOptions {
  readonly status?: Review['status'] | undefined;
  /** Reviews of this run. */
  readonly run?: string | undefined;
}

/** What people are asked to decide. */
export class Reviews {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  /** Newest first. */
  list({ signal, ...filter }: ListReviews = {}): Pages<Review> {
    return this.#requester.pages({ method: 'GET', path: '/v1/reviews', query: { ...filter, limit: 100 }, signal }, REVIEW);
  }

  async get(id: string, options: RequestOptions = {}): Promise<Review> {
    return this.#requester.read({ method: 'GET', path: `/v1/reviews/${encodeURIComponent(id)}`, ...options }, REVIEW);
  }

  /** Decides once and for good. */
  async decide(id: string, decision: DecideReview, options: RequestOptions = {}): Promise<Review> {
    const path = `/v1/reviews/${encodeURIComponent(id)}:decide`;
    return this.#requester.read({ method: 'POST', path, json: decision, ...options }, REVIEW);
  }
}
