import type { Execution } from './execution.ts';
import { durationMs } from './duration-option.ts';
import { call } from './operations/call.ts';
import { artifact, file } from './operations/files.ts';
import { map } from './operations/map.ts';
import { log, usage } from './operations/notes.ts';
import { items, records } from './operations/records.ts';
import { review } from './operations/review.ts';
import { sleep } from './operations/sleep.ts';
import { stage } from './operations/stage.ts';
import { step } from './operations/step.ts';
import { waitFor } from './operations/wait-for.ts';
import type { RunContext } from './run-context.ts';

/** The context of one call of a workflow function. It holds nothing itself: each verb is an operation on the execution. */
export function createContext(execution: Execution): RunContext {
  const { run } = execution;
  return {
    id: run.id,
    runNumber: run.runNumber,
    workflow: run.workflow,
    version: run.version,
    workspaceId: run.workspaceId,
    tags: run.tags,
    metadata: run.metadata,
    attempt: run.lineage.attempt,
    // Made when it is asked for: most functions never look at it.
    get signal() {
      return execution.abort.signal;
    },
    step: (name, fn, options) => step(execution, name, fn, options),
    map: (name, list, fn, options) => map(execution, name, list, fn, options),
    sleep: (name, duration) => sleep(execution, name, (now) => now + durationMs(duration, `the duration of sleep ${name}`)),
    sleepUntil: (name, time) => sleep(execution, name, () => new Date(time).getTime()),
    waitFor: (signal, options) => waitFor(execution, signal, options),
    review: (name, data, options) => review(execution, name, data, options),
    call: (workflow, input, options) => call(execution, workflow, input, options),
    stage: (name, fn) => stage(execution, name, fn),
    progress: (update) => execution.reportProgress(update),
    log: (level, message, fields) => log(execution, level, message, fields),
    usage: (entry) => usage(execution, entry),
    artifact: (path, content, options) => artifact(execution, path, content, options),
    records: (name, rows, options) => records(execution, name, rows, options),
    items: (name, outcomes) => items(execution, name, outcomes),
    file: (ref) => file(execution, ref),
  };
}
