import { AsyncLocalStorage } from 'node:async_hooks';
import type { Run } from '../domain/run.ts';
import type { CallPlace, NestedCall } from './run-errors.ts';

/** An attempt of a step, or of one item of a map. */
export interface Work extends CallPlace {
  /** What its code may not do and did: the attempt has failed, also when it caught the error. */
  fault: NestedCall | null;
}

interface Scope {
  /**
   * As it was loaded for one call of its function: one thread runs many, and begins one in the middle of another. Not the
   * execution, which a connection that a step opened and left open would keep in memory.
   */
  readonly run: Run;
  readonly stage: string | null;
  readonly work: Work | null;
}

const scope = new AsyncLocalStorage<Scope>();

/** The stage that the running code belongs to, however deep its calls go. */
export function currentStage(run: Run): string | null {
  return scopeOf(run)?.stage ?? null;
}

/** The attempt that the running code is part of, however deep its calls go; null between steps. */
export function currentWork(run: Run): Work | null {
  return scopeOf(run)?.work ?? null;
}

export function insideStage<T>(run: Run, stage: string, fn: () => Promise<T>): Promise<T> {
  return scope.run({ run, stage, work: null }, fn);
}

export function insideWork<T>(run: Run, work: Work, fn: () => T): T {
  return scope.run({ run, stage: currentStage(run), work }, fn);
}

function scopeOf(run: Run): Scope | null {
  const found = scope.getStore();
  return found?.run === run ? found : null;
}
