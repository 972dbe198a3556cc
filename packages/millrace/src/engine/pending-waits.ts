import type { RunChangeOf } from '../domain/change.ts';
import { LateMap } from './late-map.ts';
import { waitChange, type PendingWait } from './pending-wait.ts';

/** The clock may be set forward while a run waits in memory: so often it is looked at again. */
const LOOK_EVERY_MS = 5_000;

/** What the function of one run waits for at the moment. */
export class PendingWaits {
  private readonly waits = new LateMap<string, PendingWait>();
  private readonly now: () => number;
  private alarm: NodeJS.Timeout | undefined;

  constructor(now: () => number) {
    this.now = now;
  }

  get size(): number {
    return this.waits.size;
  }

  /** Resolves with what `answer` gives, now or when it is asked again. */
  add<T>(wait: Omit<PendingWait, 'answer'>, answer: () => { readonly value: T } | null): Promise<T> {
    const known = answer();
    if (known !== null) return Promise.resolve(known.value);
    return new Promise((resolve) => {
      const tryAnswer = (): boolean => {
        const found = answer();
        if (found === null) return false;
        this.waits.delete(wait.op);
        resolve(found.value);
        return true;
      };
      this.waits.set(wait.op, { ...wait, answer: tryAnswer });
    });
  }

  /** Asks every wait again; true when one of them is over. */
  ask(): boolean {
    let anyIsOver = false;
    for (const wait of this.waits.values()) {
      if (wait.answer()) anyIsOver = true;
    }
    return anyIsOver;
  }

  /** Asks again when the first wait ends by itself, and tells when it has: for a run that other work keeps in memory. */
  setAlarm(asked: () => void): void {
    this.clearAlarm();
    const times = [...this.waits.values()].flatMap(({ until }) => (until === null ? [] : [until]));
    if (times.length === 0) return;
    const delayMs = Math.min(LOOK_EVERY_MS, Math.max(0, Math.min(...times) - this.now()));
    this.alarm = setTimeout(() => {
      this.ask();
      asked();
    }, delayMs);
  }

  clearAlarm(): void {
    clearTimeout(this.alarm);
  }

  /** The change that parks the run on all of them. */
  parking(seenInputSeq: number): RunChangeOf<'run.waiting'> {
    return waitChange([...this.waits.values()], seenInputSeq);
  }
}
