import { LateMap } from './late-map.ts';
import type { History } from './history.ts';

const LOOK_EVERY_MS = 50;
/** So many looks in a row at which the function asked for nothing mean that it has come to rest, however busy the thread is. */
const QUIET_LOOKS = 10;

/**
 * Gives a function its recorded answers in the order in which they were given the first time, one each turn of the event
 * loop. So calls that raced each other end as they did then, however they are wrapped and however late it has become.
 */
export class Replay {
  private readonly history: History;
  private readonly isBusy: () => boolean;
  /** Calls that the function has made again and that are not their turn yet. */
  private readonly asked = new LateMap<string, () => void>();
  private readonly end = Promise.withResolvers<string | null>();
  private readonly watch: NodeJS.Timeout | undefined;
  private isOver: boolean;
  private isOrdered = true;
  private isAwaited = false;
  private isGiving = false;
  private quietLooks = 0;

  /** `isBusy` tells that the function waits for something that Millrace does for it, and is not at rest. */
  constructor(history: History, isBusy: () => boolean) {
    this.history = history;
    this.isBusy = isBusy;
    this.isOver = !history.replaying;
    if (this.isOver) this.end.resolve(null);
    else this.watch = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** Everything that was recorded has been given. */
  get isComplete(): boolean {
    return this.isOver && !this.history.replaying;
  }

  /** Passes when it is the turn of a recorded answer. */
  turnOf(op: string): Promise<void> {
    if (this.isOver) return Promise.resolve();
    return new Promise((resolve) => {
      this.asked.set(op, resolve);
      this.quietLooks = 0;
      this.giveSoon();
    });
  }

  /** Resolves with null when all answers have been given; or with the first recorded call that the function does not make. */
  caughtUp(): Promise<string | null> {
    if (!this.isAwaited) this.quietLooks = 0;
    this.isAwaited = true;
    return this.end.promise;
  }

  /** The function was dropped: it is given nothing more. */
  stop(): void {
    clearInterval(this.watch);
    this.asked.clear();
  }

  private giveSoon(): void {
    if (this.isGiving) return;
    this.isGiving = true;
    setImmediate(() => {
      this.isGiving = false;
      this.give();
    });
  }

  private give(): void {
    const op = this.isOrdered ? this.history.nextAnswer : this.asked.first;
    const resolve = op === null ? undefined : this.asked.get(op);
    if (op === null || resolve === undefined) return;
    this.asked.delete(op);
    this.history.give(op);
    this.quietLooks = 0;
    resolve();
    // What the function does with its last answer comes before anything new.
    if (!this.history.replaying) setImmediate(() => this.finish(null));
    else if (this.asked.size > 0) this.giveSoon();
  }

  private look(): void {
    this.quietLooks = this.isBusy() ? 0 : this.quietLooks + 1;
    if (this.quietLooks < QUIET_LOOKS) return;
    if (this.asked.size > 0) this.giveUpOrder();
    else if (this.isAwaited) this.finish(this.history.nextAnswer);
  }

  /** An answer that comes first is not asked for, and others wait for it: the code, or what was copied, has another order. */
  private giveUpOrder(): void {
    this.isOrdered = false;
    this.quietLooks = 0;
    this.giveSoon();
  }

  private finish(missed: string | null): void {
    this.isOver = true;
    clearInterval(this.watch);
    this.end.resolve(missed);
  }
}
