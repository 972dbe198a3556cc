import type { MessagePort } from 'node:worker_threads';
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
