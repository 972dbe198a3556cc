import { AsyncLocalStorage } from 'node:async_hooks';

const scope = new AsyncLocalStorage<string>();

/** The stage that the running code belongs to, however deep its calls go. */
export function currentStage(): string | null {
  return scope.getStore() ?? null;
}

export function insideStage<T>(name: string, fn: () => Promise<T>): Promise<T> {
  return scope.run(name, fn);
}
