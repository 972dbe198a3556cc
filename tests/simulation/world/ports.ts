import { EventEmitter } from 'node:events';
import type { ThreadPort } from '../../../packages/millrace/src/threads/thread-port.ts';
import type { Scheduler, Thread } from './scheduler.ts';

/** One end of a channel between threads. Messages arrive in the order in which they were posted, some time later. */
export class SimulatedPort extends EventEmitter implements ThreadPort {
  private readonly scheduler: Scheduler;
  private readonly name: string;
  private peer: SimulatedPort | null = null;
  /** The thread that listens; known when it begins to. */
  private owner: Thread | null = null;
  private readonly inbox: unknown[] = [];
  private lastArrival = 0;
  private heldUntil = 0;
  private isClosed = false;

  private constructor(scheduler: Scheduler, name: string) {
    super();
    this.scheduler = scheduler;
    this.name = name;
  }

  static pair(scheduler: Scheduler, name: string): [SimulatedPort, SimulatedPort] {
    const [one, other] = [new SimulatedPort(scheduler, name), new SimulatedPort(scheduler, name)];
    one.peer = other;
    other.peer = one;
    return [one, other];
  }

  override on(event: string, listener: (message: unknown) => void): this {
    if (event === 'message' && this.owner === null) this.own(this.scheduler.current);
    return super.on(event, listener);
  }

  /** The thread that it belongs to: it closes when that ends. */
  own(thread: Thread): void {
    this.owner = thread;
    thread.atEnd.push(() => this.ownerEnded());
    for (let waiting = this.inbox.length; waiting > 0; waiting--) this.arriveLater();
  }

  postMessage(message: unknown): void {
    if (!this.isClosed) this.peer?.arrive(message);
  }

  /** The next message that was posted, whether or not the event loop has come to it. */
  receive(): { readonly message: unknown } | undefined {
    return this.inbox.length === 0 || this.isHeld ? undefined : { message: this.inbox.shift() };
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.inbox.length = 0;
    this.peer?.closeLater();
  }

  /** What a thread has posted outlives it, and may take its time: others may hear of its end first. */
  private ownerEnded(): void {
    const { random, isRough } = this.scheduler;
    if (this.peer !== null && isRough && random.next() < 0.5) this.peer.heldUntil = this.scheduler.exactNow + random.next() * 2_000;
    this.close();
  }

  private arrive(message: unknown): void {
    if (this.isClosed) return;
    this.inbox.push(message);
    if (this.owner !== null) this.arriveLater();
  }

  private get isHeld(): boolean {
    return this.heldUntil > this.scheduler.exactNow;
  }

  private arriveLater(): void {
    this.later('message', () => {
      if (this.isHeld) return this.arriveLater();
      const next = this.receive();
      if (next !== undefined) this.emit('message', next.message);
    });
  }

  private closeLater(): void {
    if (this.isClosed || this.owner === null) return;
    this.later('close', () => {
      if (this.isHeld) return this.closeLater();
      this.isClosed = true;
      this.emit('close');
    });
  }

  private later(what: string, run: () => void): void {
    if (this.owner === null) return;
    const { scheduler } = this;
    // What a thread posts while it is in the middle of something leaves when it is through with it.
    const leaves = Math.max(scheduler.exactNow, scheduler.current.busyUntil);
    this.lastArrival = Math.max(this.lastArrival, this.heldUntil, leaves + latency(scheduler));
    scheduler.at(this.lastArrival, this.owner, `${what} from ${this.name}`, run);
  }
}

function latency({ random, isRough }: Scheduler): number {
  const kind = random.next();
  if (kind < 0.9 || !isRough) return 0.02 + random.next() * 0.5;
  return random.next() * (kind < 0.99 ? 20 : 400);
}
