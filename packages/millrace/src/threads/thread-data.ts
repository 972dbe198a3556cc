import { workerData, type MessagePort } from 'node:worker_threads';
import type { CrashAt } from '../journal/crash-point.ts';

/** What the threads are started with. */
export interface JournalThreadData {
  readonly databasePath: string;
  readonly crashAt: CrashAt | null;
}

export interface EngineThreadData {
  readonly databasePath: string;
  readonly artifactsFolder: string;
  readonly workflowsFolder: string;
  readonly journalPort: MessagePort;
  /** Grows with each cancel, pause or drop that has been posted; an engine compares it before it begins new work. */
  readonly controlCount: Int32Array<SharedArrayBuffer>;
  readonly crashAt: CrashAt | null;
}

export interface DefinitionsThreadData {
  readonly workflowsFolder: string;
}

/** What this thread was started with. `T` is what its starter handed over: each entry has one starter, beside it in this folder. */
export function threadData<T extends JournalThreadData | EngineThreadData | DefinitionsThreadData>(): T {
  const handedOver: unknown = workerData;
  assertHandedOver<T>(handedOver);
  return handedOver;
}

/** What a port delivers, which the types of Node leave open: both ends are in this folder, and so is the type of their messages. */
export function delivered<T>(message: unknown): T {
  assertHandedOver<T>(message);
  return message;
}

function assertHandedOver<T>(value: unknown): asserts value is T {
  void value;
}
