import { totalmem } from 'node:os';
import { constrainedMemory } from 'node:process';

const MB = 1_048_576;
const LEAST_MB = 128;
/** Beside a limit of this size there is room for the largest single value that V8 makes, which is 1 GB. */
const MOST_MB = 2_048;

/** Bytes that this process can have: those of the machine, or of its container. */
export function machineMemory(): number {
  const constrained = constrainedMemory();
  return constrained > 0 ? Math.min(totalmem(), constrained) : totalmem();
}

/**
 * What each engine thread may take when no setting says so, in MB: half of the memory is shared out among the threads and
 * the one on which suspects are run alone.
 */
export function sharedEngineMemory(threads: number, bytes: number): number {
  const share = Math.floor(bytes / MB / 2 / (threads + 1));
  return Math.max(LEAST_MB, Math.min(MOST_MB, share));
}
