import type { CreditEntry, Credits as Balances, GrantCredits, GrantedCredits } from '@millrace/protocol';
import type { Pages } from '../pages.ts';
import type { Requester, RequestOptions } from '../request.ts';
import { objectWith } from '../shape.ts';

const BALANCES = objectWith<Balances>('the credits of a workspace', 'available', 'held', 'spent', 'granted');
const ENTRY = objectWith<CreditEntry>('an entry of the ledger', 'id', 'seq', 'kind', 'amount');
const GRANTED = objectWith<GrantedCredits>('what was granted', 'entry', 'credits');

export interface ListEntries extends RequestOptions {
  /** Entries of this run. */
  readonly run?: string | undefined;
  readonly kind?: CreditEntry['kind'] | readonly CreditEntry['kind'][] | undefined;
  /** RFC 3339, both exclusive. */
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

export interface GrantOptions extends RequestOptions {
  /** Requests with the same key give once. Made up when it is left out, so that a lost answer does no harm. */
  readonly idempotencyKey?: string | undefined;
}

/** What the workspace may spend, and how it came to that. */
export class Credits {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  async get(options: RequestOptions = {}): Promise<Balances> {
    return this.#requester.read({ method: 'GET', path: '/v1/credits', ...options }, BALANCES);
  }

  /** Every movement, newest first. */
  entries({ signal, kind, ...filter }: ListEntries = {}): Pages<CreditEntry> {
    const kinds = typeof kind === 'string' ? [kind] : kind;
    return this.#requester.pages(
      { method: 'GET', path: '/v1/credits/entries', query: { ...filter, kind: kinds, limit: 100 }, signal },
      ENTRY,
    );
  }

  /** Gives credits to the workspace. */
  async grant(grant: GrantCredits, { idempotencyKey = crypto.randomUUID(), signal }: GrantOptions = {}): Promise<GrantedCredits> {
    const headers = { 'Idempotency-Key': idempotencyKey };
    return this.#requester.read({ method: 'POST', path: '/v1/credits:grant', json: grant, headers, signal }, GRANTED);
  }
}
