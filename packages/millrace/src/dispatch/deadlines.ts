import { isTerminal } from '../domain/run-status.ts';
import type { CommittedRun } from '../journal/journal.ts';
import type { DispatchPorts } from './dispatch-ports.ts';
import { Heap } from './heap.ts';

interface Deadline {
  readonly run: CommittedRun;
  /** The time that the journal has for it. */
  readonly at: number;
  /** The same on the clock that is never set. */
  readonly dueAt: number;
  readonly why: 'deadline' | 'grace';
}

/** Deadlines that lie further ahead are left to the store and looked for in time. */
const HORIZON_MS = 60_000;
const LOOK_EVERY_MS = 20_000;
const LOAD_AT_ONCE = 2_000;
/** After so many were over at once, the next ones are looked for when the ends of these have been recorded. */
const NEXT_PART_MS = 100;
/** More than this are left to the store. */
const KEPT = 100_000;
/** A clock that is set back by less than this makes no difference that anybody would see. */
const SET_BACK_MS = 1_000;

/**
 * Ends runs whose time is over: not started in time, running too long, or not stopped within the grace after a cancel.
 * How long that is yet is measured by a clock that is never set, from when this process first hears of it.
 */
export class Deadlines {
  private readonly ports: DispatchPorts;
  private readonly heap = new Heap<Deadline>((a, b) => a.dueAt < b.dueAt);
  private readonly known = new Map<string, number>();
  /** When the time of a run is over, for runs that were heard of before the store was asked for them. */
  private readonly lasting = new Map<string, Deadline>();
  private readonly elapsed: () => number;
  /** By how much the wall clock was ahead of the other one at the last look. */
  private ahead = 0;
  /** All deadlines up to then are known. */
  private loadedUntil = 0;
  private alarm: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(ports: DispatchPorts) {
    this.ports = ports;
    this.elapsed = ports.elapsed ?? ports.now;
  }

  start(): void {
    this.ahead = this.ports.now() - this.elapsed();
    this.look();
  }

  stop(): void {
    this.stopped = true;
    if (this.alarm !== null) clearTimeout(this.alarm);
  }

  follow(run: CommittedRun): void {
    if (run.deadlineAt === null || isTerminal(run.status)) {
      this.known.delete(run.runId);
      this.lasting.delete(run.runId);
      return;
    }
    this.remember(run, run.deadlineAt);
    if (run.deadlineAt <= this.loadedUntil && this.add(run, run.deadlineAt)) this.setAlarm();
  }

  /** A running run was asked to stop; if it has not by then, it is ended without it. */
  afterGrace(run: CommittedRun, graceMs: number): void {
    this.heap.push({ run, at: this.ports.now() + graceMs, dueAt: this.elapsed() + graceMs, why: 'grace' });
    this.setAlarm();
  }

  private add(run: CommittedRun, at: number): boolean {
    if (this.known.get(run.runId) === at) return false;
    if (this.known.size >= KEPT) {
      this.loadedUntil = Math.min(this.loadedUntil, at - 1);
      return false;
    }
    this.known.set(run.runId, at);
    this.heap.push(this.lastingOf(run.runId, at) ?? this.deadlineOf(run, at));
    return true;
  }

  private remember(run: CommittedRun, at: number): void {
    if (this.lastingOf(run.runId, at) !== null || this.lasting.size >= KEPT) return;
    this.lasting.set(run.runId, this.deadlineOf(run, at));
  }

  private lastingOf(runId: string, at: number): Deadline | null {
    const known = this.lasting.get(runId);
    return known?.at === at ? known : null;
  }

  private deadlineOf(run: CommittedRun, at: number): Deadline {
    return { run, at, dueAt: this.elapsed() + at - this.ports.now(), why: 'deadline' };
  }

  private look(): void {
    const [now, elapsed] = [this.ports.now(), this.elapsed()];
    this.minds(now - elapsed);
    if (this.loadedUntil < now + LOOK_EVERY_MS) this.load(now + HORIZON_MS);
    for (let first = this.heap.peek(); first !== undefined && first.dueAt <= elapsed; first = this.heap.peek()) {
      this.heap.pop();
      this.end(first);
    }
    this.setAlarm();
  }

  /** When the clock was set back, the store gives deadlines later than they are due. */
  private minds(ahead: number): void {
    if (ahead < this.ahead - SET_BACK_MS) for (const { run, at } of this.lasting.values()) this.add(run, at);
    this.ahead = ahead;
  }

  private load(until: number): void {
    const runs = this.ports.dispatch.deadlines(until, LOAD_AT_ONCE);
    this.loadedUntil = runs.length < LOAD_AT_ONCE ? until : (runs.at(-1)?.deadlineAt ?? until);
    for (const run of runs) this.add(run, run.deadlineAt ?? until);
  }

  /** The journal has the last word: it refuses when the reason no longer holds. */
  private end({ run, at, why }: Deadline): void {
    if (why === 'grace') this.ports.finish(run, 'cancelled');
    else if (this.known.get(run.runId) === at) {
      this.ports.finish(run, run.status === 'queued' && run.claimEpoch === 0 ? 'queue_expired' : 'run_timeout');
    }
  }

  private setAlarm(): void {
    if (this.alarm !== null) clearTimeout(this.alarm);
    if (this.stopped) return;
    const now = this.ports.now();
    const delays = [LOOK_EVERY_MS, Math.max(0, (this.heap.peek()?.dueAt ?? Number.POSITIVE_INFINITY) - this.elapsed())];
    if (this.loadedUntil < now) delays.push(NEXT_PART_MS);
    this.alarm = setTimeout(() => this.look(), Math.min(...delays));
  }
}
