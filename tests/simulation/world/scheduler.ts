import { Heap } from '../../../packages/millrace/src/dispatch/heap.ts';
import { seededRandom, type SeededRandom } from '../../crash/seeded-random.ts';
import type { Trace } from './trace.ts';

/** Something that runs one event at a time: a thread of the server, or the clients together. */
export interface Thread {
  readonly name: string;
  isAlive: boolean;
  /** Nothing of it runs before that time. */
  busyUntil: number;
  /** When its last `setImmediate` is due: they never overtake each other. */
  lastImmediate: number;
  /** Called when it dies. */
  readonly atEnd: (() => void)[];
}

export interface Happening {
  /** Milliseconds, with fractions. It moves when the thread is busy by then. */
  at: number;
  readonly due: number;
  readonly order: number;
  readonly thread: Thread;
  readonly what: string;
  /** Null when it was called off. */
  run: (() => void) | null;
}

const { setImmediate: realImmediate } = globalThis;

/** Decides what happens next, on a clock that jumps from one happening to the next. One seed, one history. */
export class Scheduler {
  readonly random: SeededRandom;
  readonly trace: Trace;
  /** So many things have happened. */
  count = 0;
  /** Messages may be slow, and what the dead have posted may be slower. */
  isRough = false;
  /** Makes threads stall now and then while it is above zero: the share of happenings after which one does. */
  stallShare = 0;
  /** Called after each happening, when everything that follows from it at once has been done. */
  after: () => void = () => {};
  current: Thread;
  private time: number;
  private created = 0;
  private readonly queue = new Heap<Happening>(isBefore);

  constructor(seed: number, startAt: number, trace: Trace) {
    this.random = seededRandom(seed);
    this.time = startAt;
    this.trace = trace;
    this.current = this.thread('outside');
  }

  /** Epoch milliseconds, as `Date.now` would say. */
  readonly now = (): number => Math.floor(this.time);

  get exactNow(): number {
    return this.time;
  }

  thread(name: string): Thread {
    return { name, isAlive: true, busyUntil: 0, lastImmediate: 0, atEnd: [] };
  }

  /** What was to happen on it does not happen any more. */
  end(thread: Thread): void {
    if (!thread.isAlive) return;
    thread.isAlive = false;
    for (const done of thread.atEnd.splice(0)) done();
  }

  at(at: number, thread: Thread, what: string, run: () => void): Happening {
    this.created += 1;
    const happening = { at, due: at, order: this.created, thread, what, run };
    this.queue.push(happening);
    return happening;
  }

  in(delayMs: number, thread: Thread, what: string, run: () => void): Happening {
    return this.at(this.time + delayMs, thread, what, run);
  }

  /** Lets everything happen that is due by then, or until `done` says that it is enough. */
  async runUntil(until: number, done: () => boolean): Promise<void> {
    for (let next = this.queue.peek(); next !== undefined && next.at <= until && !done(); next = this.queue.peek()) {
      this.queue.pop();
      if (next.run === null || !next.thread.isAlive) continue;
      if (next.thread.busyUntil > next.at) {
        next.at = next.thread.busyUntil;
        this.queue.push(next);
        continue;
      }
      await this.happen(next, next.run);
    }
    if (!done()) this.time = Math.max(this.time, until);
  }

  private async happen({ at, thread, what }: Happening, run: () => void): Promise<void> {
    this.time = Math.max(this.time, at);
    this.current = thread;
    this.count += 1;
    this.trace.happened(this.time, thread.name, what);
    run();
    // Promises that are settled now have been dealt with before the next turn of the real event loop.
    await new Promise((resolve) => {
      realImmediate(resolve);
    });
    if (this.stallShare > 0 && this.random.next() < this.stallShare) this.stall(thread);
    this.after();
  }

  /** The machine is busy with something else, or the garbage collector runs. */
  private stall(thread: Thread): void {
    thread.busyUntil = this.time + this.random.pick([5, 40, 300, 2_500]) * this.random.next();
  }
}

function isBefore(a: Happening, b: Happening): boolean {
  if (a.at !== b.at) return a.at < b.at;
  return a.due === b.due ? a.order < b.order : a.due < b.due;
}
