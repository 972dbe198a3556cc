/** Does a piece of work again and again, so many at a time, until the time is over; what is under way then is ended and counted. */
export async function keepInFlight(
  work: () => Promise<void>,
  inFlight: number,
  durationMs: number,
): Promise<{ readonly tookMs: readonly number[]; readonly elapsedMs: number }> {
  const begun = performance.now();
  const tookMs: number[] = [];
  const lane = async (): Promise<void> => {
    while (performance.now() - begun < durationMs) {
      const startedAt = performance.now();
      await work();
      tookMs.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return { tookMs, elapsedMs: performance.now() - begun };
}

/** Does a numbered piece of work that often, so many at a time; stops early when the time is over, and gives how many were done. */
export async function doTimes(
  times: number,
  work: (index: number) => Promise<void>,
  { inFlight, limitMs = Number.POSITIVE_INFINITY }: { readonly inFlight: number; readonly limitMs?: number },
): Promise<number> {
  const begun = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < times && performance.now() - begun < limitMs) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, times) }, lane));
  return next;
}

/** Waits, looking every so often, until something holds or the time is over; gives whether it held. */
export async function waitFor(holds: () => boolean | Promise<boolean>, limitMs: number, everyMs = 20): Promise<boolean> {
  const until = performance.now() + limitMs;
  for (;;) {
    if (await holds()) return true;
    if (performance.now() > until) return false;
    await new Promise((resolve) => {
      setTimeout(resolve, everyMs);
    });
  }
}

/** Ends told by a key, whichever comes first: the end or the one who waits for it. */
export class Ends {
  readonly #waiting = new Map<string, () => void>();
  readonly #told = new Set<string>();

  tell(key: string): void {
    const resolve = this.#waiting.get(key);
    this.#waiting.delete(key);
    if (resolve === undefined) this.#told.add(key);
    else resolve();
  }

  async of(key: string): Promise<void> {
    if (this.#told.delete(key)) return;
    await new Promise<void>((resolve) => {
      this.#waiting.set(key, resolve);
    });
  }
}
