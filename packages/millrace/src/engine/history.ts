import type { ReviewDecision, RunChange, RunChangeOf } from '../domain/change.ts';
import type { JsonText } from '../domain/json.ts';
import type { StoredError } from '../domain/run.ts';
import type { TerminalStatus } from '../domain/run-status.ts';
import { LateMap } from './late-map.ts';

/** What the journal knows of one step. */
export interface StepRecord {
  readonly completed: { readonly payload: JsonText | null } | null;
  readonly failures: number;
  /** How it failed for good. */
  readonly failed: StoredError | null;
  readonly retryAt: number | null;
  /** An at-most-once attempt began and nothing says how it ended. */
  readonly intent: boolean;
}

export interface SignalRecord {
  readonly seq: number;
  readonly name: string;
  readonly payload: JsonText | null;
}

export interface DecisionRecord {
  readonly decision: ReviewDecision;
  readonly note: string | null;
  readonly actor: string | null;
  readonly payload: JsonText | null;
}

export interface ChildEnd {
  readonly status: TerminalStatus;
  readonly error: StoredError | null;
  readonly payload: JsonText | null;
}

type WaitEnd = Pick<RunChangeOf<'wait.completed'>, 'timedOut' | 'payload'>;

const NO_STEP: StepRecord = { completed: null, failures: 0, failed: null, retryAt: null, intent: false };

/**
 * What the journal of a run answers, by the name and occurrence of the call. It also keeps the order in which the answers
 * were recorded, which is the order in which the function got them.
 */
export class History {
  inputSeq = 0;
  private readonly steps = new LateMap<string, StepRecord>();
  private readonly chunks = new LateMap<string, RunChangeOf<'items.recorded'>[]>();
  private readonly waitStarts = new LateMap<string, { readonly until: number | null }>();
  private readonly waitEnds = new LateMap<string, WaitEnd>();
  private readonly reviews = new LateMap<string, { readonly reviewId: string; readonly until: number | null }>();
  private readonly children = new LateMap<string, string>();
  private readonly notes = new LateMap<string, RunChange>();
  private readonly signals: SignalRecord[] = [];
  private readonly takenSignals = new LateMap<number, true>();
  private readonly decisions = new LateMap<string, DecisionRecord>();
  private readonly childEnds = new LateMap<string, ChildEnd>();
  /** Calls that have an answer which this call of the function has not been given yet, oldest answer first. */
  private readonly answers = new LateMap<string, true>();

  /** Adds one change of the log, oldest first. */
  add(change: RunChange, seq: number): void {
    switch (change.type) {
      case 'step.started':
      case 'step.completed':
      case 'step.attempt-failed':
        return this.addStep(change);
      case 'items.recorded':
        return this.addChunk(change);
      case 'sleep.started':
      case 'wait.started':
        this.waitStarts.set(change.op, { until: change.until });
        return;
      case 'wait.completed':
        this.waitEnds.set(change.op, change);
        this.answered(change.op);
        if (change.signalSeq !== null) this.takenSignals.set(change.signalSeq, true);
        return;
      case 'review.requested':
        this.reviews.set(change.op, { reviewId: change.reviewId, until: change.until });
        return;
      case 'child.started':
        this.children.set(change.op, change.runId);
        return;
      default:
        this.addInput(change, seq);
    }
  }

  /** Adds a change that came from outside; also used while the run is in memory. */
  addInput(change: RunChange, seq: number): void {
    if (seq <= this.inputSeq) return;
    if (change.type === 'signal.received') this.signals.push({ seq, name: change.name, payload: change.payload });
    else if (change.type === 'review.decided') this.decisions.set(change.reviewId, decisionOf(change));
    else if (change.type === 'child.finished') this.childEnds.set(change.runId, change);
    else {
      if ('op' in change && change.op !== null) this.notes.set(change.op, change);
      return;
    }
    this.inputSeq = seq;
  }

  step(op: string): StepRecord {
    return this.steps.get(op) ?? NO_STEP;
  }

  /** The recorded chunks of a map, in the order in which they were recorded. */
  items(op: string): readonly RunChangeOf<'items.recorded'>[] {
    return this.chunks.get(op) ?? [];
  }

  waitStart(op: string): { readonly until: number | null } | null {
    return this.waitStarts.get(op) ?? null;
  }

  waitEnd(op: string): WaitEnd | null {
    return this.waitEnds.get(op) ?? null;
  }

  review(op: string): { readonly reviewId: string; readonly until: number | null } | null {
    return this.reviews.get(op) ?? null;
  }

  decision(reviewId: string): DecisionRecord | null {
    return this.decisions.get(reviewId) ?? null;
  }

  child(op: string): string | null {
    return this.children.get(op) ?? null;
  }

  childEnd(runId: string): ChildEnd | null {
    return this.childEnds.get(runId) ?? null;
  }

  /** Takes the oldest signal of that name that no wait has taken yet. */
  takeSignal(name: string): SignalRecord | null {
    const signal = this.signals.find((candidate) => candidate.name === name && this.takenSignals.get(candidate.seq) !== true);
    if (signal === undefined) return null;
    this.takenSignals.set(signal.seq, true);
    return signal;
  }

  /** A log line, file, set of rows and the like that was recorded under this call. */
  note(op: string): RunChange | null {
    return this.notes.get(op) ?? null;
  }

  /** True while the function has not come as far as its journal. */
  get replaying(): boolean {
    return this.answers.size > 0;
  }

  /** The call whose answer is the oldest that has not been given. */
  get nextAnswer(): string | null {
    return this.answers.first;
  }

  give(op: string): void {
    this.answers.delete(op);
  }

  /** What a map found last, it found after everything that stands before it. */
  private answered(op: string): void {
    this.answers.delete(op);
    this.answers.set(op, true);
  }

  private addStep(change: RunChangeOf<'step.started' | 'step.completed' | 'step.attempt-failed'>): void {
    const known = this.steps.get(change.op) ?? NO_STEP;
    if (change.type === 'step.started') {
      this.steps.set(change.op, { ...known, intent: change.effect === 'at_most_once' });
    } else if (change.type === 'step.completed') {
      this.steps.set(change.op, { ...known, completed: { payload: change.payload }, intent: false });
      this.answered(change.op);
    } else {
      const failed = change.retryAt === null ? change.error : null;
      this.steps.set(change.op, { ...known, failures: change.attempt, failed, retryAt: change.retryAt, intent: false });
      if (failed !== null) this.answered(change.op);
    }
  }

  private addChunk(change: RunChangeOf<'items.recorded'>): void {
    const chunks = this.chunks.get(change.op);
    if (chunks === undefined) this.chunks.set(change.op, [change]);
    else chunks.push(change);
    this.answered(change.op);
  }
}

function decisionOf({ decision, note, actor, payload }: RunChangeOf<'review.decided'>): DecisionRecord {
  return { decision, note, actor, payload };
}
