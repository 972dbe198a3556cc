import { compareQueued } from '../domain/queue-order.ts';
import type { CommittedRun } from '../journal/journal.ts';
import { Heap } from './heap.ts';

/** A run that can be taken now or soon. `gone` marks one that has since changed; it is skipped when it comes up. */
export interface QueuedRun {
  readonly run: CommittedRun;
  readonly at: number;
  /** What kept it back before it was its turn; null when nothing did. */
  readonly place: string | null;
  gone: boolean;
}

/** More runs than this that wait for one place are left to the store. */
const HELD_PER_PLACE = 5_000;
const HELD_LOW = 500;

/** Runs in the order in which they may be taken: those that are not due yet, those that are, those that a limit holds back. */
export class RunQueue {
  /** A place had more waiting runs than are kept, and has room for them now: the store must be asked again. */
  needsReload = false;
  private readonly entries = new Map<string, QueuedRun>();
  private readonly timers = new Heap<QueuedRun>((a, b) => a.at < b.at);
  private readonly ready = inQueueOrder();
  private readonly held = new Map<string, Heap<QueuedRun>>();
  private readonly overflowing = new Set<string>();

  get size(): number {
    return this.timers.size + this.ready.size;
  }

  /** Somebody waits who could be taken now. */
  hasDue(now: number): boolean {
    return this.ready.size > 0 || (this.nextAt() ?? Number.POSITIVE_INFINITY) <= now;
  }

  has(runId: string, seq: number): boolean {
    return (this.entries.get(runId)?.run.seq ?? -1) >= seq;
  }

  add(run: CommittedRun, at: number): void {
    this.remove(run.runId);
    const entry = { run, at, place: null, gone: false };
    this.entries.set(run.runId, entry);
    this.timers.push(entry);
  }

  remove(runId: string): void {
    const entry = this.entries.get(runId);
    if (entry === undefined) return;
    entry.gone = true;
    this.entries.delete(runId);
  }

  /** When the next run becomes due; null when none is known. */
  nextAt(): number | null {
    for (let first = this.timers.peek(); first !== undefined; first = this.timers.peek()) {
      if (!first.gone) return first.at;
      this.timers.pop();
    }
    return null;
  }

  /** What is due stays due, also when the clock is set back. */
  noteDue(now: number): void {
    for (let due = this.nextAt(); due !== null && due <= now; due = this.nextAt()) {
      const entry = this.timers.pop();
      if (entry !== undefined) this.ready.push(entry);
    }
  }

  /** The best run that is due; it leaves the queue. */
  take(now: number): CommittedRun | null {
    this.noteDue(now);
    for (let entry = this.ready.pop(); entry !== undefined; entry = this.ready.pop()) {
      if (!entry.gone) {
        this.remove(entry.run.runId);
        return entry.run;
      }
      // It was its turn and it is not there any more: the next one's turn.
      if (entry.place !== null) this.unhold(entry.place);
    }
    return null;
  }

  /** Keeps a run back until its place has room. */
  hold(run: CommittedRun, place: string): void {
    const waiting = this.held.get(place) ?? inQueueOrder();
    if (waiting.size >= HELD_PER_PLACE) {
      this.overflowing.add(place);
      return;
    }
    const entry = { run, at: 0, place, gone: false };
    this.entries.set(run.runId, entry);
    waiting.push(entry);
    this.held.set(place, waiting);
  }

  /** A place has room: the next run that it kept back is due again. */
  unhold(place: string): void {
    const waiting = this.held.get(place);
    if (waiting === undefined) return;
    for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
      if (entry.gone) continue;
      this.ready.push(entry);
      break;
    }
    if (waiting.size === 0) this.held.delete(place);
    if (waiting.size < HELD_LOW && this.overflowing.delete(place)) this.needsReload = true;
  }

  /** Everything that was kept back is due again: limits or loaded workflows have changed. */
  unholdAll(): void {
    for (const waiting of this.held.values()) {
      for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
        if (!entry.gone) this.ready.push(entry);
      }
    }
    this.held.clear();
    this.needsReload ||= this.overflowing.size > 0;
    this.overflowing.clear();
  }
}

function inQueueOrder(): Heap<QueuedRun> {
  return new Heap((a, b) => compareQueued(a.run, b.run) < 0);
}
