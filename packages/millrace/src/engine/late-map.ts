/** A map that takes next to no room until something is put into it: a run has a dozen of them, and most stay empty. */
export class LateMap<K, V> {
  private map: Map<K, V> | null = null;

  get size(): number {
    return this.map?.size ?? 0;
  }

  /** The key that was put in first. */
  get first(): K | null {
    return this.map?.keys().next().value ?? null;
  }

  get(key: K): V | undefined {
    return this.map?.get(key);
  }

  set(key: K, value: V): void {
    this.map ??= new Map();
    this.map.set(key, value);
  }

  delete(key: K): void {
    this.map?.delete(key);
  }

  clear(): void {
    this.map = null;
  }

  values(): Iterable<V> {
    return this.map?.values() ?? [];
  }
}
