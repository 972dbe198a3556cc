/** Lets only so many connections to one host be open at a time; whoever comes later waits for their turn. */
export class HostSlots {
  readonly #most: number;
  readonly #open = new Map<string, number>();
  readonly #queues = new Map<string, (() => void)[]>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Resolves with what gives the place back; calling that twice does nothing more. */
  async take(host: string): Promise<() => void> {
    const open = this.#open.get(host) ?? 0;
    if (open < this.#most) this.#open.set(host, open + 1);
    else await this.#wait(host);
    let isTaken = true;
    return () => {
      if (isTaken) this.#giveBack(host);
      isTaken = false;
    };
  }

  #wait(host: string): Promise<void> {
    return new Promise((resolve) => {
      this.#queues.set(host, [...(this.#queues.get(host) ?? []), resolve]);
    });
  }

  /** The place goes to the next in the queue, if there is one. */
  #giveBack(host: string): void {
    const [next, ...others] = this.#queues.get(host) ?? [];
    if (next === undefined) {
      this.#open.set(host, (this.#open.get(host) ?? 1) - 1);
      return;
    }
    this.#queues.set(host, others);
    next();
  }
}
