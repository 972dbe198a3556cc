/** A binary heap: `pop` gives the smallest entry by `before`. */
export class Heap<T> {
  private readonly entries: T[] = [];
  private readonly before: (a: T, b: T) => boolean;

  constructor(before: (a: T, b: T) => boolean) {
    this.before = before;
  }

  get size(): number {
    return this.entries.length;
  }

  peek(): T | undefined {
    return this.entries[0];
  }

  push(entry: T): void {
    const { entries } = this;
    let index = entries.push(entry) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (!this.swapIfBefore(index, above)) return;
      index = above;
    }
  }

  pop(): T | undefined {
    const { entries } = this;
    const [first] = entries;
    const last = entries.pop();
    if (last === undefined || entries.length === 0) return first;
    entries[0] = last;
    let index = 0;
    for (;;) {
      const left = index * 2 + 1;
      const right = left + 1;
      const smaller = right < entries.length && this.isBefore(right, left) ? right : left;
      if (smaller >= entries.length || !this.swapIfBefore(smaller, index)) return first;
      index = smaller;
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [left, right] = [this.entries[a], this.entries[b]];
    return left !== undefined && right !== undefined && this.before(left, right);
  }

  private swapIfBefore(a: number, b: number): boolean {
    const [left, right] = [this.entries[a], this.entries[b]];
    if (left === undefined || right === undefined || !this.before(left, right)) return false;
    this.entries[a] = right;
    this.entries[b] = left;
    return true;
  }
}
