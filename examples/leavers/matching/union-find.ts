/** Groups of numbers from 0 that can be joined; each group answers with its smallest member. */
export class UnionFind {
  readonly #parents: number[];

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, index) => index);
  }

  find(member: number): number {
    let root = member;
    for (let parent = this.#parents[root]; parent !== undefined && parent !== root; parent = this.#parents[root]) root = parent;
    this.#parents[member] = root;
    return root;
  }

  join(a: number, b: number): void {
    const rootOfA = this.find(a);
    const rootOfB = this.find(b);
    this.#parents[Math.max(rootOfA, rootOfB)] = Math.min(rootOfA, rootOfB);
  }
}
