import type { Journal } from '../journal/journal.ts';
import type { Dialect, Poll, PollAnswer } from './dialect.ts';

/** An answer that can be written as it is, but for its ending and the request id. */
export interface CachedPoll {
  /** Whose answer it is: they say who may have it. */
  readonly poll: Poll;
  readonly dialect: Dialect;
  readonly staleAt: number;
  readonly body: Buffer;
  /** The same as text, for an answer whose ending comes after it: one text is written faster than two pieces. */
  readonly text: string;
  readonly ending: NonNullable<PollAnswer['ending']> | null;
  readonly isCurrent: NonNullable<PollAnswer['isCurrent']> | null;
  /** Names and values in turn; the last value is the request id, and the one before the last name is the length. */
  readonly headers: string[];
}

/** Where in `headers` the values stand that each answer fills anew. */
export const LENGTH_AT = -3;
export const REQUEST_ID_AT = -1;

export function cachedPoll(answer: PollAnswer, { poll, dialect }: Pick<CachedPoll, 'poll' | 'dialect'>): CachedPoll {
  const body = Buffer.from(answer.text);
  return {
    poll,
    dialect,
    staleAt: answer.staleAt ?? Number.POSITIVE_INFINITY,
    body,
    text: answer.text,
    ending: answer.ending ?? null,
    isCurrent: answer.isCurrent ?? null,
    headers: [
      'Content-Type',
      'application/json',
      'Cache-Control',
      'private, no-cache',
      ...Object.entries(answer.headers ?? {}).flat(),
      'Content-Length',
      String(body.length),
      'X-Request-Id',
      '',
    ],
  };
}

/** The same run asked for through more ways than this, by host names say, is not worth remembering. */
const WAYS_PER_RUN = 8;

/**
 * Answers of runs that are being polled through dialects, by the address that was asked: workspace, host and path, so that
 * one look finds them. Like the cache of the native status it is emptied by what the journal says has been committed.
 */
export class PollCache {
  private readonly byAddress = new Map<string, CachedPoll>();
  private readonly addresses = new Map<string, string[]>();
  private readonly capacity: number;
  private readonly unfollow: () => void;
  private told = 0;

  /** `capacity` is in runs. */
  constructor(journal: Pick<Journal, 'onCommitted'>, capacity: number) {
    this.capacity = capacity;
    this.unfollow = journal.onCommitted((committed) => {
      this.told += 1;
      if (this.addresses.size === 0) return;
      for (const { workspaceId, runId } of committed) this.drop(workspaceId + runId);
    });
  }

  /** How often the journal has told of changes. */
  readonly commits = (): number => this.told;

  get(address: string, now: number): CachedPoll | null {
    const found = this.byAddress.get(address);
    if (found === undefined || found.staleAt <= now) return null;
    return found.isCurrent === null || found.isCurrent() ? found : null;
  }

  put(run: { readonly workspaceId: string; readonly id: string }, address: string, answer: CachedPoll): void {
    const key = run.workspaceId + run.id;
    if (!this.byAddress.has(address)) {
      const known = this.addresses.get(key);
      if (known === undefined) this.add(key, address);
      else if (known.length < WAYS_PER_RUN) known.push(address);
      else return;
    }
    this.byAddress.set(address, answer);
  }

  close(): void {
    this.unfollow();
    this.byAddress.clear();
    this.addresses.clear();
  }

  private add(key: string, address: string): void {
    const [oldest] = this.addresses.keys();
    if (this.addresses.size >= this.capacity && oldest !== undefined) this.drop(oldest);
    this.addresses.set(key, [address]);
  }

  private drop(key: string): void {
    const addresses = this.addresses.get(key);
    if (addresses === undefined) return;
    for (const address of addresses) this.byAddress.delete(address);
    this.addresses.delete(key);
  }
}
