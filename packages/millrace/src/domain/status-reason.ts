import type { RunStatus } from './run-status.ts';

/** Why a run has the status it has: one closed list, each with what a reader can do about it. */
export interface StatusReason {
  readonly statuses: readonly RunStatus[];
  readonly meaning: string;
  /** True when starting the same work again may end differently. */
  readonly retryable: boolean;
  readonly fix: string;
}

const live = { retryable: false } as const;

export const STATUS_REASONS = {
  ready: {
    ...live,
    statuses: ['queued'],
    meaning: 'Waits for a free engine.',
    fix: 'Nothing to do; it starts as soon as capacity is free.',
  },
  delayed: { ...live, statuses: ['queued'], meaning: 'Its start time has not come yet.', fix: 'Wait until start_at, or cancel it.' },
  concurrency: {
    ...live,
    statuses: ['queued'],
    meaning: 'The limit of its workflow or concurrency key is reached.',
    fix: 'Wait for another run to end, or raise the limit.',
  },
  recovered: {
    ...live,
    statuses: ['queued'],
    meaning: 'The process that ran it ended; it will be replayed from its journal.',
    fix: 'Nothing to do.',
  },
  retrying: {
    ...live,
    statuses: ['queued', 'running'],
    meaning: 'A step failed and is tried again.',
    fix: 'Look at the last attempt of the step.',
  },
  executing: { ...live, statuses: ['running'], meaning: 'Its function is being run.', fix: 'Nothing to do.' },
  timer: { ...live, statuses: ['waiting'], meaning: 'Sleeps until a time.', fix: 'Wait until waiting_for.until.' },
  signal: { ...live, statuses: ['waiting'], meaning: 'Waits for a signal.', fix: 'Send the signal that waiting_for names.' },
  review: {
    ...live,
    statuses: ['waiting'],
    meaning: 'Waits for a decision of a person.',
    fix: 'Decide the review that waiting_for names.',
  },
  retry_delay: {
    ...live,
    statuses: ['waiting'],
    meaning: 'A step failed; its next attempt is due later.',
    fix: 'Wait until waiting_for.until.',
  },
  child: { ...live, statuses: ['waiting'], meaning: 'Waits for a run that it started.', fix: 'Look at the run that waiting_for names.' },
  budget: { ...live, statuses: ['waiting'], meaning: 'Its budget is used up.', fix: 'Raise the budget.' },
  code_changed: {
    ...live,
    statuses: ['waiting'],
    meaning: 'Its function no longer matches its journal.',
    fix: 'Put the old code back, or rerun it as a new run; then resume.',
  },
  quarantined: {
    ...live,
    statuses: ['waiting'],
    meaning: 'It ended its thread or its process three times in a row.',
    fix: 'Mend the workflow, then resume the run.',
  },
  effect_unknown: {
    ...live,
    statuses: ['waiting'],
    meaning: 'An at-most-once step began and its outcome was never recorded.',
    fix: 'Find out whether the effect happened, then rerun from that step with the right output, or cancel.',
  },
  operator: { ...live, statuses: ['paused'], meaning: 'A person paused it.', fix: 'Resume it.' },
  finished: { statuses: ['completed'], meaning: 'Its function returned.', retryable: false, fix: 'Nothing to do.' },
  step_failed: {
    statuses: ['failed'],
    meaning: 'A step failed after its last attempt.',
    retryable: true,
    fix: 'Look at error.step, then retry.',
  },
  workflow_error: {
    statuses: ['failed'],
    meaning: 'The function of the workflow threw.',
    retryable: true,
    fix: 'Look at error, mend the workflow, then retry.',
  },
  invalid_output: {
    statuses: ['failed'],
    meaning: 'The output does not match the schema of the workflow, or cannot be stored.',
    retryable: false,
    fix: 'Mend the workflow.',
  },
  run_timeout: {
    statuses: ['failed'],
    meaning: 'It took longer than its time-out.',
    retryable: true,
    fix: 'Raise the time-out, or make the work smaller.',
  },
  queue_expired: {
    statuses: ['failed'],
    meaning: 'It did not start within its time to live.',
    retryable: true,
    fix: 'Start it again when there is capacity.',
  },
  limit_exceeded: { statuses: ['failed'], meaning: 'It went over a limit of Millrace.', retryable: false, fix: 'See error for the limit.' },
  child_failed: {
    statuses: ['failed'],
    meaning: 'A run that it started did not complete.',
    retryable: true,
    fix: 'Look at the child run.',
  },
  cancelled_by_user: {
    statuses: ['cancelled'],
    meaning: 'Somebody cancelled it.',
    retryable: false,
    fix: 'Start it again if that was a mistake.',
  },
  cancelled_by_parent: {
    statuses: ['cancelled'],
    meaning: 'The run that started it ended first.',
    retryable: false,
    fix: 'Look at the parent run.',
  },
} as const satisfies Record<string, StatusReason>;

export type StatusReasonCode = keyof typeof STATUS_REASONS;
