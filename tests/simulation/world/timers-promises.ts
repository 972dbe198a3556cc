/** Stands in for `node:timers/promises` in the code of the server. */
export function setTimeout<T>(delayMs: number, value?: T): Promise<T | undefined> {
  return new Promise((resolve) => {
    globalThis.setTimeout(() => resolve(value), delayMs);
  });
}
