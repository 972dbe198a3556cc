/**
 * Something that is opened when the first needs it, and closed a moment after the last has let go of it. So nothing stays
 * open when a run leaves memory: it only does so between pieces of work.
 */
export class SharedResource<T> {
  readonly #open: () => Promise<T>;
  readonly #close: (resource: T) => Promise<void>;
  readonly #lingerMs: number;
  #current: Promise<T> | null = null;
  #users = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(open: () => Promise<T>, close: (resource: T) => Promise<void>, lingerMs: number) {
    this.#open = open;
    this.#close = close;
    this.#lingerMs = lingerMs;
  }

  async use<R>(work: (resource: T) => Promise<R>): Promise<R> {
    clearTimeout(this.#timer);
    this.#users += 1;
    try {
      return await work(await this.#opened());
    } finally {
      this.#users -= 1;
      if (this.#users === 0) this.#timer = setTimeout(() => void this.#closeIdle(), this.#lingerMs);
    }
  }

  /** What could not be opened is tried again by the next who needs it. */
  #opened(): Promise<T> {
    this.#current ??= this.#open().catch((error: unknown) => {
      this.#current = null;
      throw error;
    });
    return this.#current;
  }

  async #closeIdle(): Promise<void> {
    const current = this.#current;
    this.#current = null;
    if (current !== null) await this.#close(await current);
  }
}
