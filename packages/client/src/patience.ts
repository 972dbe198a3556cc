import { delay } from './delay.ts';
import { MillraceApiError, MillraceConnectionError } from './errors.ts';

export interface PatienceOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long a server may be away before the wait is given up; 60 seconds unless given. Runs go on after a restart. */
  readonly patienceMs?: number | undefined;
}

const BETWEEN_TRIES_MS = 500;

/** Keeps a wait alive while a server is away, counted from when it was last heard of. */
export class Patience {
  readonly #options: PatienceOptions;
  #lostAt: number | null = null;

  constructor(options: PatienceOptions) {
    this.#options = options;
  }

  /** The server answered. */
  renew(): void {
    this.#lostAt = null;
  }

  /** Waits a little after a failure that may pass; throws any other, and one that has lasted too long. */
  async bear(error: unknown): Promise<void> {
    this.#options.signal?.throwIfAborted();
    this.#lostAt ??= Date.now();
    if (!mayPass(error) || Date.now() - this.#lostAt >= (this.#options.patienceMs ?? 60_000)) throw error;
    await delay(BETWEEN_TRIES_MS, this.#options.signal);
  }

  /** What `read` gives, tried again while its failures may pass. */
  async keepTrying<T>(read: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        const value = await read();
        this.renew();
        return value;
      } catch (error) {
        await this.bear(error);
      }
    }
  }
}

function mayPass(error: unknown): boolean {
  if (MillraceConnectionError.is(error)) return true;
  return MillraceApiError.is(error) && (error.status === 502 || error.status === 503 || error.status === 504);
}
