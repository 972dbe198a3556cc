import { isTerminal } from '../domain/run-status.ts';
import type { CommittedRun } from '../journal/journal.ts';
import type { DispatchPorts } from './dispatch-ports.ts';
import { Heap } from './heap.ts';

interface Deadline {
  readonly run: CommittedRun;
  readonly at: number;
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

/** Ends runs whose time is over: not started in time, running too long, or not stopped within the grace after a cancel. */
export class Deadlines {
  private readonly ports: DispatchPorts;
  private readonly heap = new Heap<Deadline>((a, b) => a.at < b.at);
  private readonly known = new Map<string, number>();
  /** All deadlines up to then are known. */
  private loadedUntil = 0;
  private alarm: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(ports: DispatchPorts) {
    this.ports = ports;
  }

  start(): void {
    this.look();
  }

  stop(): void {
    this.stopped = true;
    if (this.alarm !== null) clearTimeout(this.alarm);
  }

  follow(run: CommittedRun): void {
    if (run.deadlineAt === null || isTerminal(run.status)) {
      this.known.delete(run.runId);
      return;
    }
    if (run.deadlineAt <= this.loadedUntil && this.add(run, run.deadlineAt)) this.setAlarm();
  }

  /** A running run was asked to stop; if it has not by then, it is ended without it. */
  afterGrace(run: CommittedRun, graceMs: number): void {
    this.heap.push({ run, at: this.ports.now() + graceMs, why: 'grace' });
    this.setAlarm();
  }

  private add(run: CommittedRun, at: number): boolean {
    if (this.known.get(run.runId) === at) return false;
    if (this.known.size >= KEPT) {
      this.loadedUntil = Math.min(this.loadedUntil, at - 1);
      return false;
    }
    this.known.set(run.runId, at);
    this.heap.push({ run, at, why: 'deadline' });
    return true;
  }

  private look(): void {
    const now = this.ports.now();
    if (this.loadedUntil < now + LOOK_EVERY_MS) this.load(now + HORIZON_MS);
    for (let first = this.heap.peek(); first !== undefined && first.at <= now; first = this.heap.peek()) {
      this.heap.pop();
      this.end(first);
    }
    this.setAlarm();
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
    const delays = [LOOK_EVERY_MS, Math.max(0, (this.heap.peek()?.at ?? Number.POSITIVE_INFINITY) - now)];
    if (this.loadedUntil < now) delays.push(NEXT_PART_MS);
    this.alarm = setTimeout(() => this.look(), Math.min(...delays));
  }
}
