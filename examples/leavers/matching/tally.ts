/** Counts how often each value was seen. */
export class Tally<K> {
  readonly #counts = new Map<K, number>();
  #total = 0;

  add(value: K, times = 1): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + times);
    this.#total += times;
  }

  count(value: K): number {
    return this.#counts.get(value) ?? 0;
  }

  get total(): number {
    return this.#total;
  }

  /** The value that was seen most; of several, the one that was seen first. */
  top(): { readonly value: K; readonly count: number } | null {
    let best: { value: K; count: number } | null = null;
    for (const [value, count] of this.#counts) if (best === null || count > best.count) best = { value, count };
    return best;
  }

  entries(): IterableIterator<[K, number]> {
    return this.#counts.entries();
  }
}

/** Lists under keys. */
export class Groups<K, V> {
  readonly #lists = new Map<K, V[]>();

  add(key: K, value: V): void {
    const list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, [value]);
    else list.push(value);
  }

  get(key: K): readonly V[] {
    return this.#lists.get(key) ?? [];
  }

  lists(): IterableIterator<readonly V[]> {
    return this.#lists.values();
  }
}
