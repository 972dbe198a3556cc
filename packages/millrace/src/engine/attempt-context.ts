import type { Execution } from './execution.ts';
import { usageEntry } from './usage-entry.ts';
import type { StepContext } from './run-context.ts';
import { writeLog } from './write-log.ts';

interface Attempt {
  readonly op: string;
  readonly name: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
}

/** What the function of a step works with during one attempt. What it notes belongs to that attempt. */
export function attemptContext(execution: Execution, { op, name, attempt, signal }: Attempt): StepContext {
  return {
    attempt,
    effectId: `${execution.run.id}:${op}`,
    signal,
    log: (level, message, fields) => writeLog(execution, { op: null, step: name, level, message, fields }),
    progress: (update) => execution.reportProgress(update),
    usage: (entry) => void execution.commit({ type: 'usage.recorded', op: null, entry: usageEntry(entry, { step: name, attempt }) }),
  };
}
