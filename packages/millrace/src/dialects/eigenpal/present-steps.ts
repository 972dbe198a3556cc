import type { Json, JsonObject } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';
import type { Step, StepAttempt } from '../../domain/step.ts';
import type { Phase } from './present-debug.ts';
import { presentStepStatus } from './statuses.ts';
import { optionalIso } from './times.ts';

/** The vendor leaves the shape of a step open; its words for the status are these. */
export function presentStep(step: Step): JsonObject {
  const failed = step.attempts.findLast(({ error }) => error !== null);
  return {
    id: `step_${Buffer.from(step.op).toString('base64url')}`,
    name: step.name,
    type: step.kind,
    iteration: step.occurrence,
    group: step.stage,
    status: presentStepStatus(step.status),
    attempts: step.attempts.length,
    startedAt: optionalIso(step.startedAt),
    completedAt: optionalIso(step.finishedAt),
    durationMs: step.durationMs,
    error: step.status === 'failed' ? (failed?.error?.message ?? null) : null,
    retryOf: step.copiedFrom,
  };
}

/** Phases that began, and every attempt of every step, in the order in which they began. */
export function presentTrace(run: Run, phases: readonly Phase[], steps: readonly Step[]): readonly Json[] {
  const lines = [
    ...phases.filter(({ startedAt }) => startedAt !== null).map((phase) => ({ at: phase.startedAt ?? 0, line: phaseLine(phase) })),
    ...steps.flatMap((step) =>
      step.attempts.length > 0
        ? step.attempts.map((attempt) => ({ at: attempt.startedAt, line: attemptLine(step, attempt) }))
        : [{ at: step.startedAt ?? run.createdAt, line: waitLine(step) }],
    ),
  ];
  return lines.toSorted((a, b) => a.at - b.at).map(({ line }) => line);
}

function phaseLine({ phase, status, startedAt, completedAt }: Phase): JsonObject {
  return { type: 'phase', phase, status, startedAt: optionalIso(startedAt), completedAt: optionalIso(completedAt), message: null };
}

function attemptLine(step: Step, attempt: StepAttempt): JsonObject {
  const { number, status, startedAt, finishedAt, error } = attempt;
  return {
    type: 'step',
    phase: 'running',
    stepName: step.name,
    status: presentStepStatus(status),
    startedAt: optionalIso(startedAt),
    completedAt: optionalIso(finishedAt),
    message: error?.message ?? null,
    attempt: number,
  };
}

/** What is not attempted: a sleep, a wait, a review. */
function waitLine(step: Step): JsonObject {
  return {
    type: 'step',
    phase: 'running',
    stepName: step.name,
    status: presentStepStatus(step.status),
    startedAt: optionalIso(step.startedAt),
    completedAt: optionalIso(step.finishedAt),
    message: null,
  };
}
