import type { RunChange } from '../../../domain/change.ts';
import { optionalTimestamp, timestamp } from '../../timestamp.ts';
import { presentError } from '../runs/present-error.ts';
import type { EventData } from './present-change.ts';

type StepChange = Extract<
  RunChange,
  {
    type:
      | 'step.started'
      | 'step.completed'
      | 'step.attempt-failed'
      | 'items.recorded'
      | 'wait.started'
      | 'wait.completed'
      | 'sleep.started';
  }
>;

export function presentStepChange(change: StepChange): EventData {
  switch (change.type) {
    case 'step.started':
      return { op: change.op, name: change.name, attempt: change.attempt, stage: change.stage, effect: change.effect };
    case 'step.completed':
      return {
        op: change.op,
        name: change.name,
        attempt: change.attempt,
        stage: change.stage,
        started_at: timestamp(change.startedAt),
        copied_from: change.copiedFrom,
      };
    case 'step.attempt-failed':
      return {
        op: change.op,
        name: change.name,
        attempt: change.attempt,
        stage: change.stage,
        started_at: timestamp(change.startedAt),
        error: presentError(change.error),
        retry_at: optionalTimestamp(change.retryAt),
      };
    case 'items.recorded':
      return { op: change.op, name: change.name, stage: change.stage, total: change.total, outcomes: change.outcomes };
    case 'wait.started':
      return { op: change.op, name: change.name, until: optionalTimestamp(change.until) };
    case 'wait.completed':
      return { op: change.op, name: change.name, timed_out: change.timedOut };
    case 'sleep.started':
      return { op: change.op, name: change.name, until: timestamp(change.until) };
  }
}
