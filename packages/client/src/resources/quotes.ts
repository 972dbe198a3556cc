import type { CreatedQuote, CreateQuote, Quote } from '@millrace/protocol';
import type { Requester, RequestOptions } from '../request.ts';
import { objectWith } from '../shape.ts';

const QUOTE = objectWith<Quote>('a quote', 'id', 'credits', 'expires_at');
const CREATED = objectWith<CreatedQuote>('a new quote', 'id', 'credits', 'token');

/** Prices for single runs. */
export class Quotes {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  /** The only answer that holds the token: give it as `quote` to `runs.start`. */
  async create(quote: CreateQuote, options: RequestOptions = {}): Promise<CreatedQuote> {
    return this.#requester.read({ method: 'POST', path: '/v1/quotes', json: quote, ...options }, CREATED);
  }

  async get(id: string, options: RequestOptions = {}): Promise<Quote> {
    return this.#requester.read({ method: 'GET', path: `/v1/quotes/${encodeURIComponent(id)}`, ...options }, QUOTE);
  }
}
