import type { Page } from './shape.ts';

/** A list that comes in pages: go through all of it with `for await`, or take a page at a time. */
export class Pages<T> implements AsyncIterable<T> {
  readonly #fetch: (cursor: string | null) => Promise<Page<T>>;

  constructor(fetch: (cursor: string | null) => Promise<Page<T>>) {
    this.#fetch = fetch;
  }

  /** The first page, or the one that `next_cursor` of the page before names. */
  async page(cursor: string | null = null): Promise<Page<T>> {
    return this.#fetch(cursor);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    let cursor: string | null = null;
    do {
      const page: Page<T> = await this.#fetch(cursor);
      yield* page.data;
      cursor = page.next_cursor;
    } while (cursor !== null);
  }

  /** The whole list, or its first `limit` entries. */
  async all(limit = Number.POSITIVE_INFINITY): Promise<readonly T[]> {
    const all: T[] = [];
    if (limit <= 0) return all;
    for await (const entry of this) {
      all.push(entry);
      if (all.length >= limit) break;
    }
    return all;
  }
}
