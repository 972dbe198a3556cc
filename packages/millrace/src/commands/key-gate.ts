import { MillraceError } from '../domain/errors.ts';

/** So many keys are remembered as settled; forgetting one only means that its next requests go one at a time again. */
const REMEMBERED = 10_000;

/**
 * Tells a second request with the same idempotency key that the first is still being handled. It only spares work: which
 * request wins a key for good is decided inside the journal, and requests with a key that has been won go straight there.
 */
export class KeyGate {
  private readonly held = new Set<string>();
  private readonly settled = new Set<string>();

  async hold<T>(workspaceId: string, key: string, work: () => Promise<T>): Promise<T> {
    const name = `${workspaceId}\n${key}`;
    if (this.settled.has(name)) return work();
    if (this.held.has(name)) {
      throw new MillraceError(
        'idempotency_in_flight',
        'A request with this idempotency key is still being handled. Send it again in a moment.',
        {
          retryAfterSeconds: 1,
        },
      );
    }
    this.held.add(name);
    try {
      const result = await work();
      this.remember(name);
      return result;
    } finally {
      this.held.delete(name);
    }
  }

  private remember(name: string): void {
    if (this.settled.size >= REMEMBERED) {
      const [oldest = ''] = this.settled;
      this.settled.delete(oldest);
    }
    this.settled.add(name);
  }
}
