import type { Execution } from './execution.ts';
import { usageEntry } from './usage-entry.ts';
import type { StepContext } from './run-context.ts';
import { writeLog } from './write-log.ts';

interface Attempt {
  readonly effectId: string;
  readonly name: string;
  readonly attempt: number;
  /** Fires when the attempt takes too long, or its run is to stop; null when it may take as long as it likes. */
  readonly deadline: AbortSignal | null;
}

/** What the function of a step works with during one attempt. What it notes belongs to that attempt. */
export function attemptContext(execution: Execution, { effectId, name, attempt, deadline }: Attempt): StepContext {
  return {
    attempt,
    effectId,
    // Made when it is asked for: most functions never look at it.
    get signal() {
      return deadline ?? execution.abort.signal;
    },
    log: (level, message, fields) => writeLog(execution, { op: null, step: name, level, message, fields }),
    progress: (update) => execution.reportProgress(update),
    usage: (entry) => void execution.commit({ type: 'usage.recorded', op: null, entry: usageEntry(entry, { step: name, attempt }) }),
  };
}
