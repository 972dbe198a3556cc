import type { Step as WireStep } from '@millrace/protocol';
import type { Step, StepAttempt } from '../../../domain/step.ts';
import { optionalTimestamp } from '../../timestamp.ts';
import { presentError } from '../runs/present-error.ts';
import { presentItems } from '../runs/present.ts';

export function presentStep(step: Step): WireStep {
  return {
    op: step.op,
    kind: step.kind,
    name: step.name,
    occurrence: step.occurrence,
    stage: step.stage,
    status: step.status,
    started_at: optionalTimestamp(step.startedAt),
    finished_at: optionalTimestamp(step.finishedAt),
    duration_ms: step.durationMs,
    attempts: step.attempts.map(presentAttempt),
    items: presentItems(step.items),
    error: step.status === 'failed' ? presentError(step.attempts.at(-1)?.error ?? null) : null,
    copied_from: step.copiedFrom,
  };
}

function presentAttempt(attempt: StepAttempt): WireStep['attempts'][number] {
  return {
    attempt: attempt.number,
    status: attempt.status,
    started_at: optionalTimestamp(attempt.startedAt),
    finished_at: optionalTimestamp(attempt.finishedAt),
    duration_ms: attempt.finishedAt === null ? null : Math.max(0, attempt.finishedAt - attempt.startedAt),
    error: presentError(attempt.error),
  };
}
