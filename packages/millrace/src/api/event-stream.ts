import type { ServerResponse } from 'node:http';

/** A reader whose connection takes nothing for this long is gone. */
const STALL_MS = 30_000;

/** One connection that follows the events of one run. What it has not taken yet stays in the store, not in memory. */
export class EventStream {
  /** The last event that was handed to the connection. */
  sentSeq: number;
  private blockedAt: number | null = null;
  private readonly outgoing: ServerResponse;
  private readonly onReady: () => void;

  /** `onReady` is called whenever a connection that could not take more can do so again. */
  constructor(outgoing: ServerResponse, after: number, onReady: () => void) {
    this.outgoing = outgoing;
    this.sentSeq = after;
    this.onReady = onReady;
  }

  get isReady(): boolean {
    return this.blockedAt === null && !this.outgoing.destroyed;
  }

  /** Hands over the events up to `seq`. Nothing may be sent while the stream is not ready. */
  send(bytes: Buffer, seq: number, now: number): void {
    this.sentSeq = seq;
    this.write(bytes, now);
  }

  heartbeat(now: number): void {
    if (this.blockedAt === null) this.write(': still here\n\n', now);
    else if (now - this.blockedAt > STALL_MS) this.outgoing.destroy();
  }

  end(): void {
    this.outgoing.end();
  }

  private write(content: Buffer | string, now: number): void {
    if (this.outgoing.write(content)) return;
    this.blockedAt = now;
    this.outgoing.once('drain', () => {
      this.blockedAt = null;
      this.onReady();
    });
  }
}
