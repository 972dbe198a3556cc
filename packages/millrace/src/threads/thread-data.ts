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

/*
 * What a thread was started with, which the types of Node leave open. Each entry has one starter, in this folder, and that
 * hands over nothing else.
 */

export function journalThreadData(): JournalThreadData {
  const handedOver: unknown = workerData;
  assertJournalData(handedOver);
  return handedOver;
}

export function engineThreadData(): EngineThreadData {
  const handedOver: unknown = workerData;
  assertEngineData(handedOver);
  return handedOver;
}

export function definitionsThreadData(): DefinitionsThreadData {
  const handedOver: unknown = workerData;
  assertDefinitionsData(handedOver);
  return handedOver;
}

function assertJournalData(value: unknown): asserts value is JournalThreadData {
  void value;
}

function assertEngineData(value: unknown): asserts value is EngineThreadData {
  void value;
}

function assertDefinitionsData(value: unknown): asserts value is DefinitionsThreadData {
  void value;
}
