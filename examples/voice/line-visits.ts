import type { RunContext } from 'millrace';

/**
 * Counts line-visits: each line in each node is one. A retry adds visits and a drop takes those away that will not happen, so the
 * total moves; the percentage never goes back.
 */
export class LineVisits {
  readonly #run: Pick<RunContext, 'progress'>;
  #done = 0;
  #total = 0;
  #percent = 0;

  constructor(run: Pick<RunContext, 'progress'>) {
    this.#run = run;
  }

  expect(count: number): void {
    this.#total += count;
  }

  visited(count: number, message: string): void {
    this.#done += count;
    this.#total = Math.max(this.#total, this.#done);
    this.#percent = Math.max(this.#percent, this.#total === 0 ? 0 : (100 * this.#done) / this.#total);
    this.#run.progress({ done: this.#done, total: this.#total, percent: this.#percent, message });
  }
}
