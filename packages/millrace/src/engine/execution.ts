import { crashPoint } from '../journal/crash-point.ts';
import type { Change, RunChange } from '../domain/change.ts';
import type { OpKind } from '../domain/op.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Run } from '../domain/run.ts';
import type { RetryPolicy } from '../domain/retry-policy.ts';
import { CallNames } from './call-names.ts';
import type { ExecutionPorts } from './execution-ports.ts';
import type { History } from './history.ts';
import type { LoadedRun } from './load-run.ts';
import { never } from './never.ts';
import { OpenCommits } from './open-commits.ts';
import { overLimit } from './over-limit.ts';
import type { PendingWait } from './pending-wait.ts';
import { PendingWaits } from './pending-waits.ts';
import { ProgressThrottle } from './progress-throttle.ts';
import type { Quotas } from './quotas.ts';
import { Replay } from './replay.ts';
import type { ProgressUpdate } from './run-context.ts';

export type Ending = 'waiting' | 'paused' | 'finished' | 'lost';

/**
 * One call of a workflow function, from its claim to the moment at which it ends or leaves memory. It knows what is
 * going on inside the function (work in flight, waits) and what has become durable; the operations of the context
 * are built on that.
 */
export class Execution {
  readonly run: Run;
  readonly history: History;
  readonly ports: ExecutionPorts;
  readonly retry: RetryPolicy;
  readonly quotas: Quotas;
  readonly abort = new AbortController();
  private readonly ending = Promise.withResolvers<Ending>();
  /** Resolves when nothing of this call may go on: what happens to the run next is up to others. */
  readonly ended = this.ending.promise;
  private readonly epoch: number;
  private readonly progress = new ProgressThrottle((report) => void this.commit(report));
  private readonly names = new CallNames();
  private readonly waits: PendingWaits;
  private readonly replay: Replay;
  /** Set when the function has returned or thrown, and work that it did not wait for still goes on. */
  private lastWork: PromiseWithResolvers<void> | null = null;
  private isFinishing = false;
  private over = false;
  private inFlight = 0;
  private idleCheckDue = false;
  private readonly idleCheck = (): void => {
    this.idleCheckDue = false;
    this.whenIdle();
  };
  private readonly open = new OpenCommits((refusal) => this.refused(refusal));
  private isEndedCancelled = false;
  private cancelReason: 'cancelled_by_user' | 'cancelled_by_parent' | null = null;
  /** Set while somebody wants the run to pause; resolves when they no longer do. */
  private unpaused: PromiseWithResolvers<void> | null = null;
  private yieldWanted = false;
  private inputSeq: number;

  constructor({ run, history, quotas }: LoadedRun, epoch: number, ports: ExecutionPorts, retry: RetryPolicy) {
    this.run = run;
    this.history = history;
    this.quotas = quotas;
    this.epoch = epoch;
    this.ports = ports;
    this.retry = retry;
    this.inputSeq = history.inputSeq;
    this.waits = new PendingWaits(ports.now);
    this.replay = new Replay(history, () => this.inFlight > 0);
  }

  /** The recorded name of the next call of that kind and name. Throws a `NestedCall` inside of a step or an item. */
  nextOp(kind: OpKind, name: string): string {
    return this.names.next(this.run, kind, name);
  }

  /** Hands a change to the journal. The promise resolves when it is durable, and never when the run is not ours any more. */
  commit(change: RunChange): Promise<void> {
    if (this.over) return never();
    return this.open.track(this.ports.commit([this.own(change)]));
  }

  /** The same for whom it is enough that nothing new begins before the change is durable. */
  record(change: RunChange): void {
    if (!this.over) void this.open.add(this.ports.commit([this.own(change)]));
  }

  /** The same together with changes of other runs: all of them, or none. */
  commitWith(others: readonly Change[], change: RunChange): Promise<void> {
    if (this.over) return never();
    return this.open.track(this.ports.commit([...others, this.own(change)]));
  }

  reportProgress(update: ProgressUpdate): void {
    // What is being replayed has been reported before.
    if (this.history.replaying) return;
    const { percent = null, message = null, done = null, total = null } = update;
    this.progress.report({ type: 'progress.reported', op: null, percent, message, unitsDone: done, unitsTotal: total });
  }

  /**
   * Passes when new work may begin: everything recorded so far is durable, the function has caught up with its journal,
   * and nobody wants the run to stop. Otherwise it never passes, and the function is left where it is.
   */
  async mayBegin(): Promise<void> {
    if (!this.replay.isComplete) await this.caughtUp();
    // On its way to new work the run is not idle, even while it waits for the disk.
    this.inFlight += 1;
    while (this.open.count > 0) await this.open.last;
    this.inFlight -= 1;
    this.ports.hearControl();
    while (this.over || this.stopping) {
      this.checkIdleSoon();
      await (this.over || this.unpaused === null ? never() : this.unpaused.promise);
    }
  }

  /** Passes when it is the turn of the recorded answer to `op`: see Replay. */
  replayed(op: string): Promise<void> {
    return this.replay.turnOf(op);
  }

  /** Counts work as in flight, so that the run is neither parked nor stopped in the middle of it. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.workBegins();
    try {
      return await work();
    } finally {
      this.workEnded();
    }
  }

  workBegins(): void {
    this.inFlight += 1;
  }

  workEnded(): void {
    this.inFlight -= 1;
    this.checkIdleSoon();
  }

  /** Waits for `wait`; when nothing else goes on, the run leaves memory meanwhile. What is recorded comes before what is new. */
  async waitUntil<T>(wait: Omit<PendingWait, 'answer'>, answer: () => { readonly value: T } | null): Promise<T> {
    await this.caughtUp();
    if (this.over) return never();
    this.checkIdleSoon();
    return this.waits.add(wait, answer);
  }

  /** An input of this run has become durable while it is in memory. */
  hearInput(change: RunChange, seq: number): void {
    if (this.over) return;
    this.history.addInput(change, seq);
    this.inputSeq = Math.max(this.inputSeq, seq);
    this.waits.ask();
  }

  cancel(reason: 'cancelled_by_user' | 'cancelled_by_parent'): void {
    this.cancelReason = reason;
    this.abort.abort(new Error('The run was cancelled.'));
    this.checkIdleSoon();
  }

  pause(): void {
    this.unpaused ??= Promise.withResolvers();
    this.checkIdleSoon();
  }

  /** The wish to pause was taken back before it was reached: what was held back begins. */
  unpause(): void {
    this.unpaused?.resolve();
    this.unpaused = null;
  }

  /** Somebody else will go on with the run, from what is recorded by then. */
  yield(): void {
    this.yieldWanted = true;
    this.checkIdleSoon();
  }

  /** The run goes on elsewhere, or ended without us. */
  drop(): void {
    this.abort.abort(new Error('The run ended or goes on elsewhere.'));
    this.end('lost');
  }

  get stopping(): boolean {
    return this.cancelReason !== null || this.unpaused !== null || this.yieldWanted;
  }

  /** Unlike a pause, after which the run goes on, this is the end of it: nothing is tried again. */
  get cancelled(): boolean {
    return this.cancelReason !== null;
  }

  get isOver(): boolean {
    return this.over;
  }

  /** The function has returned, thrown or proved wrong: the first of it counts. Work in flight is let end. `before` is part of the end. */
  async finish(change: RunChange, ...before: readonly RunChange[]): Promise<void> {
    if (this.isFinishing) return;
    this.isFinishing = true;
    await this.caughtUp();
    while (this.inFlight > 0 && !this.over) {
      this.lastWork = Promise.withResolvers();
      await this.lastWork.promise;
    }
    if (this.over) return;
    if (this.cancelReason !== null) return this.finishCancelled(this.cancelReason);
    this.progress.flush();
    const first = before.map((part) => this.own(part));
    await this.commitWith(first, change);
    this.end('finished');
  }

  /** The function and its journal tell different stories about the call `name`: a person has to look at it. Never passes. */
  async putAside(name: string): Promise<never> {
    const waitingFor = { kind: 'attention', name } as const;
    const nothing = { wakeOn: [], runnableAt: null, seenInputSeq: Number.MAX_SAFE_INTEGER } as const;
    if (!this.over) await this.leave('waiting', { type: 'run.waiting', reason: 'code_changed', waitingFor, ...nothing });
    return never();
  }

  private own(change: RunChange): Change {
    const { workspaceId, id } = this.run;
    return { kind: 'run', workspaceId, runId: id, at: this.ports.now(), epoch: this.epoch, change };
  }

  /** Passes when the function has asked for all that is recorded and got it; never when it does not make a recorded call. */
  private async caughtUp(): Promise<void> {
    const missed = this.replay.isComplete ? null : await this.replay.caughtUp();
    if (missed !== null) await this.putAside(missed);
  }

  private checkIdleSoon(): void {
    if (this.idleCheckDue || this.over) return;
    this.idleCheckDue = true;
    this.ports.atTurnEnd(this.idleCheck);
  }

  /** Nothing is in flight: stop if somebody wants that, or leave memory if all that is left is waiting. */
  private whenIdle(): void {
    if (this.over) return;
    if (this.inFlight > 0) return this.waits.setAlarm(() => this.checkIdleSoon());
    if (this.lastWork !== null) return this.lastWork.resolve();
    this.ports.hearControl();
    if (this.cancelReason !== null) void this.finishCancelled(this.cancelReason);
    else if (this.unpaused !== null) void this.leave('paused', { type: 'run.paused', actor: null });
    else if (this.yieldWanted) void this.leave('lost', { type: 'run.recovered', crashed: false });
    else if (this.waits.size > 0 && !this.waits.ask()) void this.leave('waiting', this.waits.parking(this.inputSeq));
  }

  private async finishCancelled(reason: 'cancelled_by_user' | 'cancelled_by_parent'): Promise<void> {
    this.isEndedCancelled = true;
    await this.leave('finished', { type: 'run.finished', status: 'cancelled', reason, error: null, payload: null });
  }

  private async leave(ending: Ending, change: RunChange): Promise<void> {
    this.progress.flush();
    const durable = this.commit(change);
    // From here on nothing of the function may be recorded; what it waits for will be asked again by its next call.
    this.over = true;
    await durable;
    crashPoint('R1');
    this.end(ending);
  }

  private end(ending: Ending): void {
    this.over = true;
    this.waits.clearAlarm();
    this.replay.stop();
    this.lastWork?.resolve();
    this.ending.resolve(ending);
  }

  private refused(refusal: Refusal): void {
    if (refusal.kind === 'cancel_requested') return this.endInstead(refusal.reason);
    this.ports.reportRefusal(this.run, refusal);
    if (refusal.kind === 'limit_exceeded') void this.failAtLimit(refusal.limit, refusal.max);
    else this.drop();
  }

  /** A cancel was asked for between our decision to wait, or to call a run, and its commit. */
  private endInstead(reason: 'cancelled_by_user' | 'cancelled_by_parent'): void {
    this.cancel(reason);
    // Several changes of one moment may be refused; the run ends once. What was left was idle: nothing has to end before it.
    if (!this.over || this.isEndedCancelled) return;
    this.over = false;
    void this.finishCancelled(reason);
  }

  /** The run wants more than there may be of something. Nothing of that commit was taken, so the run cannot go on. */
  private async failAtLimit(limit: string, max: number): Promise<void> {
    this.abort.abort(new Error('The run went over a limit.'));
    await this.leave('finished', overLimit(limit, max));
  }
}
