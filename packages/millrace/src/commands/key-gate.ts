import { MillraceError } from '../domain/errors.ts';

/**
 * Lets one request per idempotency key through at a time, so that a second one learns that the first is still being
 * handled. It only spares work: which request wins a key for good is decided inside the journal.
 */
export class KeyGate {
  private readonly held = new Set<string>();

  async hold<T>(workspaceId: string, key: string, work: () => Promise<T>): Promise<T> {
    const name = `${workspaceId}\n${key}`;
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
      return await work();
    } finally {
      this.held.delete(name);
    }
  }
}
