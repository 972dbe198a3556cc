import type { Boot } from './evidence.ts';

/** The lives of the server in order; the first is 0. They do not overlap, so a time or a pid names one. */
export class Lives {
  readonly #boots: readonly Boot[];
  readonly #byPid: ReadonlyMap<number, number>;

  constructor(boots: readonly Boot[]) {
    this.#boots = boots;
    this.#byPid = new Map(boots.map((boot, index) => [boot.pid, index]));
  }

  ofPid(pid: number): number {
    return this.#byPid.get(pid) ?? -1;
  }

  /** The last life that had begun by then. */
  at(time: number): number {
    return this.#boots.findLastIndex((boot) => boot.spawnedAt <= time);
  }

  endOf(life: number): string {
    return this.#boots[life]?.end ?? 'unknown';
  }
}
