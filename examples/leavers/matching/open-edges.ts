import { Groups } from './tally.ts';

/** Somebody before who may be somebody after, and how much speaks for it. */
export interface Edge {
  readonly before: number;
  readonly after: number;
  readonly bits: number;
  readonly evidence: number;
}

/** The pairs of which neither side is taken. */
export class OpenEdges {
  readonly #ofBefore = new Groups<number, Edge>();
  readonly #ofAfter = new Groups<number, Edge>();
  readonly #closedBefore = new Set<number>();
  readonly #closedAfter = new Set<number>();

  constructor(edges: readonly Edge[]) {
    for (const edge of edges) {
      this.#ofBefore.add(edge.before, edge);
      this.#ofAfter.add(edge.after, edge);
    }
  }

  /** Both people are taken from now on. */
  close(edge: Edge): void {
    this.#closedBefore.add(edge.before);
    this.#closedAfter.add(edge.after);
  }

  ofBefore(before: number): readonly Edge[] {
    return this.#ofBefore.get(before).filter((edge) => this.#isOpen(edge));
  }

  /** The best that either of the two could have instead. */
  bestRivalBits(edge: Edge): number {
    let best = -Infinity;
    for (const list of [this.#ofBefore.get(edge.before), this.#ofAfter.get(edge.after)]) {
      for (const other of list) if (other !== edge && other.bits > best && this.#isOpen(other)) best = other.bits;
    }
    return best;
  }

  #isOpen(edge: Edge): boolean {
    return !this.#closedBefore.has(edge.before) && !this.#closedAfter.has(edge.after);
  }
}
