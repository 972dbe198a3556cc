import { activeWorld } from './active-world.ts';
import type { Happening, Thread } from './scheduler.ts';

const SHARE_THAT_REPEATS = 0.02;

/** What the timers of Node give back, as far as Millrace uses it. */
class VirtualTimer {
  happening: Happening | null = null;

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  clear(): void {
    if (this.happening !== null) this.happening.run = null;
    this.happening = null;
  }
}

type Callback = (...args: unknown[]) => void;

function setTimer(callback: Callback, delayMs = 1, ...args: unknown[]): VirtualTimer {
  const { scheduler } = activeWorld();
  const timer = new VirtualTimer();
  const { current: thread } = scheduler;
  const fire = (): void => {
    timer.happening = null;
    callback(...args);
    repeatSometimes(timer, thread, () => callback(...args));
  };
  timer.happening = scheduler.in(Math.max(1, delayMs), thread, 'timer', fire);
  return timer;
}

/** A timer of the dispatcher that fires once too often must do no harm: it only says that it is time to look. */
function repeatSometimes(timer: VirtualTimer, thread: Thread, again: () => void): void {
  const { scheduler, repeatsTimers } = activeWorld();
  if (!repeatsTimers || thread.name !== 'main' || timer.happening !== null) return;
  if (scheduler.random.next() >= SHARE_THAT_REPEATS) return;
  timer.happening = scheduler.in(scheduler.random.next() * 50, thread, 'timer again', again);
}

function setRepeating(callback: Callback, delayMs = 1, ...args: unknown[]): VirtualTimer {
  const { scheduler } = activeWorld();
  const timer = new VirtualTimer();
  const { current: thread } = scheduler;
  const arm = (): void => {
    timer.happening = scheduler.in(Math.max(1, delayMs), thread, 'interval', () => {
      arm();
      callback(...args);
    });
  };
  arm();
  return timer;
}

function setSoon(callback: Callback, ...args: unknown[]): VirtualTimer {
  const { scheduler } = activeWorld();
  const { current: thread, random } = scheduler;
  const timer = new VirtualTimer();
  thread.lastImmediate = Math.max(thread.lastImmediate, scheduler.exactNow) + random.next() * 0.02;
  timer.happening = scheduler.at(thread.lastImmediate, thread, 'immediate', () => callback(...args));
  return timer;
}

function clear(timer: unknown): void {
  if (timer instanceof VirtualTimer) timer.clear();
}

const VIRTUAL = {
  performance: { now: (): number => activeWorld().scheduler.exactNow },
  setTimeout: setTimer,
  setInterval: setRepeating,
  setImmediate: setSoon,
  clearTimeout: clear,
  clearInterval: clear,
  clearImmediate: clear,
};

/** From now on the code of this thread lives on the virtual clock; the answer brings the real one back. */
export function installVirtualTimers(): () => void {
  const { performance, setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate } = globalThis;
  const real = { performance, setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate };
  const { now } = Date;
  Object.assign(globalThis, VIRTUAL);
  Date.now = () => activeWorld().scheduler.now();
  return () => {
    Date.now = now;
    Object.assign(globalThis, real);
  };
}
