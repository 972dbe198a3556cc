import type { Journal } from '../journal/journal.ts';
import type { PollAnswer } from './dialect.ts';

/** An answer that can be written as it is, but for its ending and the request id. */
export interface CachedPoll {
  readonly seq: number;
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

export function cachedPoll(answer: PollAnswer, seq: number): CachedPoll {
  const body = Buffer.from(answer.text);
  return {
    seq,
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
const VARIANTS_PER_RUN = 8;

/**
 * Answers of runs that are being polled through dialects, by run and by how they were asked for. Like the cache of the
 * native status it is emptied by what the journal says has been committed, and by nothing else.
 */
export class PollCache {
  private readonly byRun = new Map<string, Map<string, CachedPoll>>();
  private readonly capacity: number;
  private readonly unfollow: () => void;
  private told = 0;

  constructor(journal: Pick<Journal, 'onCommitted'>, capacity: number) {
    this.capacity = capacity;
    this.unfollow = journal.onCommitted((committed) => {
      this.told += 1;
      if (this.byRun.size === 0) return;
      for (const { workspaceId, runId } of committed) this.byRun.delete(workspaceId + runId);
    });
  }

  /** How often the journal has told of changes. */
  readonly commits = (): number => this.told;

  get(workspaceId: string, runId: string, variant: string, now: number): CachedPoll | null {
    const found = this.byRun.get(workspaceId + runId)?.get(variant);
    return found === undefined || found.staleAt <= now ? null : found;
  }

  put(workspaceId: string, runId: string, variant: string, answer: CachedPoll): void {
    const key = workspaceId + runId;
    const known = this.byRun.get(key);
    if (known !== undefined) {
      if (known.has(variant) || known.size < VARIANTS_PER_RUN) known.set(variant, answer);
      return;
    }
    if (this.byRun.size >= this.capacity) this.dropOldest();
    this.byRun.set(key, new Map([[variant, answer]]));
  }

  close(): void {
    this.unfollow();
    this.byRun.clear();
  }

  private dropOldest(): void {
    const [oldest] = this.byRun.keys();
    if (oldest !== undefined) this.byRun.delete(oldest);
  }
}
