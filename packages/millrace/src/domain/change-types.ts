import type { RunChangeType } from './change.ts';

/** The names of all changes. The compiler keeps it complete. */
const RUN_CHANGE_TYPES: Readonly<Record<RunChangeType, true>> = {
  'run.queued': true,
  'run.started': true,
  'run.waiting': true,
  'run.recovered': true,
  'run.pause-requested': true,
  'run.paused': true,
  'run.resumed': true,
  'run.cancel-requested': true,
  'run.finished': true,
  'step.started': true,
  'step.completed': true,
  'step.attempt-failed': true,
  'items.recorded': true,
  'wait.completed': true,
  'sleep.started': true,
  'wait.started': true,
  'signal.received': true,
  'review.requested': true,
  'review.decided': true,
  'child.started': true,
  'child.finished': true,
  'stage.changed': true,
  'progress.reported': true,
  'log.written': true,
  'usage.recorded': true,
  'artifact.recorded': true,
  'data.deleted': true,
  'records.appended': true,
  'evaluation.planned': true,
  'evaluation.recorded': true,
  'verdict.given': true,
  'verdict.withdrawn': true,
  'expected-file.added': true,
  'expected-file.renamed': true,
  'expected-file.removed': true,
};

/** False for what a later version of Millrace may have written. */
export function isRunChangeType(name: string): name is RunChangeType {
  return Object.hasOwn(RUN_CHANGE_TYPES, name);
}
