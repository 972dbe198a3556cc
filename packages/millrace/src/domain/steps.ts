import type { RunStatus } from './run-status.ts';
import type { Step } from './step.ts';
import { StepFold } from './step-fold.ts';
import type { LoggedChange } from './step-fold.ts';

/**
 * The steps of a run, in the order in which they first appear in its log: one for each recorded call of `step`, `map`,
 * `sleep`, `waitFor`, `review` and `call`. What a run leaves open when it ends was cancelled.
 */
export function foldSteps(events: readonly LoggedChange[], runStatus: RunStatus): readonly Step[] {
  const fold = new StepFold();
  for (const event of events) fold.take(event);
  // A step whose process is gone has no owner until its run is taken up again.
  return fold.steps().map((step) => (step.status === 'running' && runStatus !== 'running' ? { ...step, status: 'pending' } : step));
}
