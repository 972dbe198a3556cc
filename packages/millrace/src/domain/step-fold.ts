import type { RunChange, RunChangeOf } from './change.ts';
import { abandonStep, endStep, hasEnded, newStep, withAttempt, withItems } from './step.ts';
import type { Step } from './step.ts';

/** One change of a run as its log holds it. */
export interface LoggedChange {
  readonly seq: number;
  readonly at: number;
  readonly change: RunChange;
  /** Whether the log holds a payload for it; the change itself may have come without. */
  readonly hasPayload: boolean;
}

/** Takes the changes of one run in their order, and knows its steps as they are after the last one. */
export class StepFold {
  readonly #steps = new Map<string, Step>();
  /** Ops by the id of the review or run that their wait is for. */
  readonly #awaited = new Map<string, string>();

  steps(): readonly Step[] {
    return [...this.#steps.values()];
  }

  take(event: LoggedChange): void {
    const { change, at } = event;
    switch (change.type) {
      case 'step.started':
        return this.#beginAttempt(change, at);
      case 'step.completed':
        return this.#completeAttempt(change, event);
      case 'step.attempt-failed':
        return this.#failAttempt(change, at);
      case 'items.recorded':
        return this.#recordItems(change, at);
      case 'sleep.started':
      case 'wait.started':
        return this.#beginWait(change.op, at);
      case 'review.requested':
        this.#awaited.set(change.reviewId, change.op);
        return this.#beginWait(change.op, at);
      case 'child.started':
        this.#awaited.set(change.runId, change.op);
        return this.#beginWait(change.op, at);
      case 'wait.completed':
        // How a call ended has been told by the run that was called.
        return this.#update(change.op, (step) => (step.kind === 'call' ? step : endStep(step, 'completed', at, resultSeq(event))));
      case 'review.decided':
        // What the workflow gets is recorded with the end of its wait.
        return this.#endAwaited(change.reviewId, 'completed', at, null);
      case 'child.finished':
        return this.#endAwaited(change.runId, change.status === 'completed' ? 'completed' : 'failed', at, resultSeq(event));
      case 'run.finished':
        return this.#abandonOpen(at);
      default:
        return undefined;
    }
  }

  #update(op: string, change: (step: Step) => Step): void {
    const step = this.#steps.get(op) ?? newStep(op);
    if (step !== null) this.#steps.set(op, change(step));
  }

  #beginAttempt(change: RunChangeOf<'step.started'>, at: number): void {
    const attempt = { number: change.attempt, startedAt: at, finishedAt: null, status: 'running', error: null } as const;
    this.#update(change.op, (step) => ({ ...withAttempt(step, attempt), status: 'running', stage: change.stage }));
  }

  #completeAttempt(change: RunChangeOf<'step.completed'>, event: LoggedChange): void {
    const attempt = {
      number: change.attempt,
      // A copied result cost this run no time; what it cost is told by the run it comes from.
      startedAt: change.copiedFrom === null ? change.startedAt : event.at,
      finishedAt: event.at,
      status: 'completed',
      error: null,
    } as const;
    this.#update(change.op, (step) => {
      const done = { ...withAttempt(step, attempt), stage: change.stage, copiedFrom: change.copiedFrom };
      return endStep(done, 'completed', event.at, resultSeq(event));
    });
  }

  #failAttempt(change: RunChangeOf<'step.attempt-failed'>, at: number): void {
    const attempt = { number: change.attempt, startedAt: change.startedAt, finishedAt: at, status: 'failed', error: change.error } as const;
    this.#update(change.op, (step) => {
      const tried: Step = { ...withAttempt(step, attempt), stage: change.stage, status: 'waiting' };
      return change.retryAt === null ? endStep(tried, 'failed', at, null) : tried;
    });
  }

  #recordItems(change: RunChangeOf<'items.recorded'>, at: number): void {
    const chunk = { ...change.outcomes, input: change.first ? change.total : 0 };
    this.#update(change.op, (step) => ({ ...withItems(step, chunk, change.startedAt, at), stage: change.stage }));
  }

  #beginWait(op: string, at: number): void {
    this.#update(op, (step) => (hasEnded(step) ? step : { ...step, status: 'waiting', startedAt: step.startedAt ?? at }));
  }

  #endAwaited(id: string, status: 'completed' | 'failed', at: number, seq: number | null): void {
    const op = this.#awaited.get(id);
    if (op !== undefined) this.#update(op, (step) => endStep(step, status, at, seq));
  }

  #abandonOpen(at: number): void {
    for (const [op, step] of this.#steps) this.#steps.set(op, abandonStep(step, at));
  }
}

function resultSeq(event: LoggedChange): number | null {
  return event.hasPayload ? event.seq : null;
}
