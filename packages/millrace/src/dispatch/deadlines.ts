import { isTerminal } from '../domain/run-status.ts';
import type { CommittedRun } from '../journal/journal.ts';
import type { DispatchPorts } from './dispatch-ports.ts';
import { Heap } from './heap.ts';

interface Deadline {
  readonly run: CommittedRun;
  readonly at: number;
  readonly why: 'deadline' | 'grace';
}

const HORIZON_MS = 60_000;
const LOOK_EVERY_MS = 20_000;
const LOAD_AT_ONCE = 10_000;
/** The longest a process waits before it tries again to end a run whose end the journal did not take. */
const KEPT = 100_000;

/** Ends runs whose time is over: not started in time, running too long, or not stopped within the grace after a cancel. */
export class Deadlines {
  private readonly ports: DispatchPorts;
  private readonly heap = new Heap<Deadline>((a, b) => a.at < b.at);
  private readonly known = new Map<string, number>();
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
    if (run.deadlineAt <= this.loadedUntil) this.add(run, run.deadlineAt);
  }

  /** A running run was asked to stop; if it has not by then, it is ended without it. */
  afterGrace(run: CommittedRun, graceMs: number): void {
    this.heap.push({ run, at: this.ports.now() + graceMs, why: 'grace' });
    this.setAlarm();
  }

  private add(run: CommittedRun, at: number): void {
    if (this.known.get(run.runId) === at || this.known.size >= KEPT) return;
    this.known.set(run.runId, at);
    this.heap.push({ run, at, why: 'deadline' });
    this.setAlarm();
  }

  private look(): void {
    const now = this.ports.now();
    const until = now + HORIZON_MS;
    const runs = this.ports.dispatch.deadlines(until, LOAD_AT_ONCE);
    this.loadedUntil = runs.length < LOAD_AT_ONCE ? until : (runs.at(-1)?.deadlineAt ?? until);
    for (const run of runs) this.add(run, run.deadlineAt ?? now);
    this.fire(now);
    this.setAlarm();
  }

  private fire(now: number): void {
    for (let first = this.heap.peek(); first !== undefined && first.at <= now; first = this.heap.peek()) {
      this.heap.pop();
      this.end(first);
    }
  }

  private end({ run, at, why }: Deadline): void {
    if (why === 'grace') return this.ports.finish(run, 'cancelled');
    if (this.known.get(run.runId) !== at) return;
    this.known.delete(run.runId);
    const current = this.ports.readRun(run.workspaceId, run.runId);
    if (current === null || current.deadlineAt === null || current.deadlineAt > at) return;
    this.ports.finish(current, current.status === 'queued' && current.claimEpoch === 0 ? 'queue_expired' : 'run_timeout');
  }

  private setAlarm(): void {
    if (this.alarm !== null) clearTimeout(this.alarm);
    if (this.stopped) return;
    const now = this.ports.now();
    const next = this.heap.peek()?.at ?? now + LOOK_EVERY_MS;
    this.alarm = setTimeout(() => this.look(), Math.min(LOOK_EVERY_MS, Math.max(0, next - now)));
  }
}
