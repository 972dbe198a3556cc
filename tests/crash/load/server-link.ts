import type { ServerAddress } from '../../server-process.ts';

/** Where the server is now. It moves to another port with each life, and is nowhere in between. */
export class ServerLink {
  #address: ServerAddress | null = null;
  readonly #waiting: ((address: ServerAddress | null) => void)[] = [];
  #isClosed = false;

  up(address: ServerAddress): void {
    this.#address = address;
    for (const tell of this.#waiting.splice(0)) tell(address);
  }

  down(): void {
    this.#address = null;
  }

  /** There will be no other life: whoever waits gets null. */
  close(): void {
    this.#isClosed = true;
    this.#address = null;
    for (const tell of this.#waiting.splice(0)) tell(null);
  }

  async whenUp(): Promise<ServerAddress | null> {
    if (this.#address !== null || this.#isClosed) return this.#address;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}
