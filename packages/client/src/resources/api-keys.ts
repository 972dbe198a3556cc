import type { ApiKey, CreateApiKey, CreatedApiKey } from '@millrace/protocol';
import type { Pages } from '../pages.ts';
import type { Requester, RequestOptions } from '../request.ts';
import { objectWith } from '../shape.ts';

const API_KEY = objectWith<ApiKey>('an API key', 'id', 'name', 'scopes');
const CREATED = objectWith<CreatedApiKey>('a new API key', 'id', 'key');

/** The keys of the workspace. */
export class ApiKeys {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  list(options: RequestOptions = {}): Pages<ApiKey> {
    return this.#requester.pages({ method: 'GET', path: '/v1/api-keys', query: { limit: 100 }, ...options }, API_KEY);
  }

  /** The only answer that holds the key itself. */
  async create(key: CreateApiKey, options: RequestOptions = {}): Promise<CreatedApiKey> {
    return this.#requester.read({ method: 'POST', path: '/v1/api-keys', json: key, ...options }, CREATED);
  }

  /** Ends a key, for good and at once. */
  async revoke(id: string, options: RequestOptions = {}): Promise<ApiKey> {
    return this.#requester.read({ method: 'DELETE', path: `/v1/api-keys/${encodeURIComponent(id)}`, ...options }, API_KEY);
  }
}
