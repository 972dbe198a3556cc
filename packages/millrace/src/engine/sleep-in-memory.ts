import { LONGEST_TIMER_MS } from './longest-timer.ts';

/** Waits for a time without leaving memory; an abort ends it early. */
export function sleepInMemory(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, Math.min(delayMs, LONGEST_TIMER_MS));
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
