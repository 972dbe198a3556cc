import type { RunStatus } from '../../domain/run-status.ts';
import type { Run } from '../../domain/run.ts';
import type { StepStatus } from '../../domain/step.ts';

export const EXECUTION_STATUSES = [
  'created',
  'pending',
  'running',
  'waiting',
  'finalizing',
  'completed',
  'failed',
  'cancelled',
  'rejected',
] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/**
 * A run whose start lies ahead is `created`; one that waits for an engine is `pending`; one that waits for anything else, or
 * was paused, is `waiting`. Nothing is ever `finalizing` or `rejected`: results are durable with the end, and a start that
 * is refused leaves no run.
 */
export function presentStatus({ status, reason }: Pick<Run, 'status' | 'reason'>): ExecutionStatus {
  if (status === 'queued') return reason === 'delayed' ? 'created' : 'pending';
  return status === 'paused' ? 'waiting' : status;
}

const OURS: { readonly [S in ExecutionStatus]: readonly RunStatus[] } = {
  created: ['queued'],
  pending: ['queued'],
  running: ['running'],
  waiting: ['waiting', 'paused'],
  finalizing: [],
  completed: ['completed'],
  failed: ['failed'],
  cancelled: ['cancelled'],
  rejected: [],
};

/** Our statuses of runs that may be shown with one of these. */
export function statusesBehind(shown: readonly ExecutionStatus[]): readonly RunStatus[] {
  return [...new Set(shown.flatMap((status) => OURS[status]))];
}

export type StepWord = 'pending' | 'running' | 'success' | 'failure' | 'waiting' | 'skipped';

export function presentStepStatus(status: StepStatus): StepWord {
  if (status === 'completed') return 'success';
  if (status === 'failed') return 'failure';
  return status === 'cancelled' ? 'skipped' : status;
}
