import { addOutcomes } from './items.ts';
import type { ItemSummary, OutcomeUpdate } from './items.ts';
import { isStepKind, parseOp } from './op.ts';
import type { StepKind } from './op.ts';
import type { StoredError } from './run.ts';

export type StepStatus = 'pending' | 'running' | 'waiting' | 'completed' | 'failed' | 'skipped' | 'cancelled';

export interface StepAttempt {
  readonly number: number;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly status: 'running' | 'completed' | 'failed' | 'cancelled';
  readonly error: StoredError | null;
}

/** One named, recorded call of a run as readers see it. Times are epoch milliseconds. */
export interface Step {
  /** `kind:name#occurrence`; unique within the run and the same in each replay. */
  readonly op: string;
  readonly name: string;
  readonly kind: StepKind;
  readonly occurrence: number;
  readonly status: StepStatus;
  readonly stage: string | null;
  /** The number of the latest attempt; 0 for kinds that are not attempted, such as a sleep. */
  readonly attempt: number;
  readonly attempts: readonly StepAttempt[];
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly durationMs: number | null;
  /** The counts of a map. */
  readonly items: ItemSummary | null;
  /** The run whose result was taken over instead of doing the work again. */
  readonly copiedFrom: string | null;
  /** The event that holds the result as its payload; null without one, and for a map, whose results lie in its chunks. */
  readonly resultSeq: number | null;
}

/** A step that nothing has happened to; null when the op names something that is not a step. */
export function newStep(op: string): Step | null {
  const parsed = parseOp(op);
  if (parsed === null || !isStepKind(parsed.kind)) return null;
  return {
    op,
    name: parsed.name,
    kind: parsed.kind,
    occurrence: parsed.occurrence,
    status: 'pending',
    stage: null,
    attempt: 0,
    attempts: [],
    startedAt: null,
    finishedAt: null,
    durationMs: null,
    items: null,
    copiedFrom: null,
    resultSeq: null,
  };
}

export function hasEnded(step: Step): boolean {
  return step.finishedAt !== null;
}

/** The step with an attempt as it is now: a new one, or what became of the one of that number. */
export function withAttempt(step: Step, attempt: StepAttempt): Step {
  const before = step.attempts.find((known) => known.number === attempt.number);
  const merged =
    before === undefined ? attempt : { ...attempt, startedAt: attempt.status === 'running' ? attempt.startedAt : before.startedAt };
  const others = step.attempts.filter((known) => known.number !== attempt.number);
  const attempts = [...others, merged].toSorted((a, b) => a.number - b.number);
  return { ...step, attempts, attempt: Math.max(step.attempt, attempt.number), startedAt: step.startedAt ?? attempt.startedAt };
}

/** The step after it ended at that time. The first end counts: what is recorded later of an ended step changes nothing. */
export function endStep(step: Step, status: StepStatus, at: number, resultSeq: number | null): Step {
  if (hasEnded(step)) return { ...step, resultSeq: step.resultSeq ?? resultSeq };
  const startedAt = step.startedAt ?? at;
  return { ...step, status, startedAt, finishedAt: at, durationMs: Math.max(0, at - startedAt), resultSeq };
}

/** The step when its run has ended without it. */
export function abandonStep(step: Step, at: number): Step {
  if (hasEnded(step)) return step;
  const attempts = step.attempts.map((attempt): StepAttempt =>
    attempt.finishedAt === null ? { ...attempt, status: 'cancelled', finishedAt: at } : attempt,
  );
  return { ...endStep(step, 'cancelled', at, null), attempts };
}

/** The map with the outcomes of one chunk; it ends with its last item. */
export function withItems(step: Step, chunk: OutcomeUpdate, startedAt: number, at: number): Step {
  const items = addOutcomes(step.items, chunk);
  const going: Step = { ...step, status: 'running', items, startedAt: step.startedAt ?? startedAt };
  return items.pending > 0 ? going : endStep(going, 'completed', at, null);
}
