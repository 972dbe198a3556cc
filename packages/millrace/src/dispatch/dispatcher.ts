import { crashPoint } from '../journal/crash-point.ts';
import type { Acceptance, Claim } from '../domain/claim.ts';
import { isTerminal } from '../domain/run-status.ts';
import { LIMITS } from '../domain/limits.ts';
import type { CommittedRun } from '../journal/journal.ts';
import { Backlog } from './backlog.ts';
import { Deadlines } from './deadlines.ts';
import type { DispatchPorts } from './dispatch-ports.ts';
import type { EngineHandle } from './engines.ts';
import { LostClaims } from './lost-claims.ts';
import { Places, type Contender } from './places.ts';
import { Reservations } from './reservations.ts';
import { RunQueue } from './run-queue.ts';

/** A run that an engine has, or is about to claim. */
interface LiveRun {
  readonly engine: EngineHandle;
  readonly epoch: number;
  readonly isolated: boolean;
  run: CommittedRun;
  /** It was told to end because its time is over. */
  isOverdue: boolean;
}

/** The seq of a run that was accepted and started, when nothing else has happened to it. */
const START_SEQ = 2;
const NOT_LOADED = '\0not loaded\0';
const ISOLATION = '\0isolation\0';
/** A run that was there at so many crashes in a row is run alone from then on, so that the next one shows whether it was to blame. */
const SUSPECT_AFTER_CRASHES = 2;
const LOOK_EVERY_MS = 20_000;
const LOAD_WHEN_BELOW = 1_000;
/** More runs than this that are due are left to the store, except urgent ones. */
const KEPT = 20_000;
/** A run that could not be started is not tried again in the same moment: what was in the way is probably still there. */
const TRY_AGAIN_MS = 1_000;

/**
 * Decides which run is taken when, in one process. Everything it knows it has from the store at boot and from what was
 * committed since; if it forgot everything, it could ask again. Which limits are reached follows from the runs that are live.
 */
export class Dispatcher {
  private readonly ports: DispatchPorts;
  private readonly queue = new RunQueue();
  private readonly places: Places;
  private readonly live = new Map<string, LiveRun>();
  private readonly deadlines: Deadlines;
  private readonly lostClaims = new LostClaims();
  private readonly backlog: Backlog;
  private alarm: NodeJS.Timeout | null = null;
  private readonly reservations: Reservations;
  private isolationTaken = false;
  private turnDue = false;
  private stopped = false;

  constructor(ports: DispatchPorts) {
    this.ports = ports;
    this.places = new Places(ports.limitsOf);
    this.reservations = new Reservations(this.places);
    this.deadlines = new Deadlines({ ...ports, finish: (run, reason) => this.endOverdue(run, reason) });
    this.backlog = new Backlog(ports.dispatch);
  }

  start(): void {
    this.load();
    this.deadlines.start();
    this.turnSoon();
  }

  /** No run is taken from now on. */
  stop(): void {
    this.stopped = true;
    this.deadlines.stop();
    if (this.alarm !== null) clearTimeout(this.alarm);
  }

  get liveRuns(): readonly CommittedRun[] {
    return [...this.live.values()].map(({ run }) => run);
  }

  /** Workflows have been loaded or their limits have changed. */
  reconsider(): void {
    this.queue.unholdAll();
    this.turnSoon();
  }

  /**
   * A place for a run that is about to be accepted, so that one commit can accept and start it. Null when others wait, or
   * a limit is reached: then it queues. The answer gives the place back, for a run that was not accepted after all.
   */
  reserve(run: Contender, accepted: Acceptance | null): (() => void) | null {
    const now = this.ports.now();
    const someWait = this.backlog.readUntil < now || this.queue.hasDue(now);
    if (this.stopped || someWait || this.isFull || this.places.fullFor(run) !== null) return null;
    const engine = this.ports.engines.engineFor(run.workflow);
    if (engine === null) return null;
    this.reservations.add({ engine, run, accepted });
    return () => this.giveBack(run.runId);
  }

  committed(runs: readonly CommittedRun[]): void {
    for (const run of runs) this.follow(run);
    this.turnSoon();
  }

  /** An engine is through with a run. Its status has usually told so already; if not, the run has lost its owner. */
  released(runId: string, epoch: number): void {
    const live = this.live.get(runId);
    if (live === undefined || live.epoch !== epoch) return;
    const run = this.ports.readRun(live.run.workspaceId, runId);
    if (run === null) return this.letGo(live);
    if (run.status === 'running' && run.claimEpoch === epoch) {
      this.ports.recover(run, false);
      return;
    }
    this.letGo(live);
    this.follow(run);
    // Its start was not taken: the disk is full, or its history cannot be read.
    if (run.claimEpoch < epoch && this.queue.has(runId, run.seq)) this.queue.add(run, this.ports.now() + TRY_AGAIN_MS);
    this.turnSoon();
  }

  /** The runs of an engine that is gone. */
  engineLost(engine: EngineHandle, crashed: boolean): void {
    for (const runId of this.reservations.of(engine)) this.giveBack(runId);
    for (const live of this.live.values()) {
      if (live.engine !== engine) continue;
      const run = this.ports.readRun(live.run.workspaceId, live.run.runId);
      if (run !== null && run.status === 'running') this.ports.recover(run, crashed);
      else this.letGo(live);
      if (run !== null && run.status !== 'running') {
        this.lostClaims.add(run.runId, live.epoch, crashed);
        this.follow(run);
      }
    }
    this.turnSoon();
  }

  private follow(run: CommittedRun): void {
    this.deadlines.follow(run);
    const live = this.live.get(run.runId);
    if (live !== undefined && live.run.seq > run.seq) return;
    if (run.status === 'running') return live === undefined ? this.takeStarted(run) : this.passOn(live, run);
    this.lostClaims.settle(run);
    if (isTerminal(run.status)) this.ended(run);
    if (live !== undefined) {
      // A claim that the journal has not taken yet is still the engine's to lose; it will say so.
      if (run.claimEpoch < live.epoch) return;
      this.letGo(live);
      // A run that completed was ended by its engine.
      const isDropped = isTerminal(run.status) && run.status !== 'completed';
      if (isDropped) live.engine.order({ type: 'drop', runId: run.runId, isOverdue: live.isOverdue });
    }
    if (run.runnableAt === null) this.queue.remove(run.runId);
    else if (run.runnableAt <= Math.max(this.backlog.readUntil, this.ports.now())) this.enqueue(run, run.runnableAt);
  }

  /** A run that runs and that no engine has: it was started as it was accepted, or its engine is gone. */
  private takeStarted(run: CommittedRun): void {
    const place = this.reservations.redeem(run.runId);
    if (place === null) return this.ports.recover(run, this.lostClaims.takeCrashed(run));
    this.live.set(run.runId, { engine: place.engine, epoch: run.claimEpoch, isolated: false, isOverdue: false, run });
    const isNew = run.seq === START_SEQ;
    place.engine.execute({ ...unclaimed(run), epoch: run.claimEpoch, isStarted: true, accepted: isNew ? place.accepted : null });
  }

  private giveBack(runId: string): void {
    const freed = this.reservations.giveBack(runId);
    if (freed === null) return;
    for (const place of freed) this.queue.unhold(place);
    this.turnSoon();
  }

  private get isFull(): boolean {
    return this.live.size + this.reservations.size >= this.ports.capacity;
  }

  private endOverdue(run: CommittedRun, reason: Parameters<DispatchPorts['finish']>[1]): void {
    const live = this.live.get(run.runId);
    if (live !== undefined) live.isOverdue = true;
    this.ports.finish(run, reason);
  }

  /** What the engine has to know about a run that it has. */
  private passOn(live: LiveRun, run: CommittedRun): void {
    const known = live.run;
    live.run = run;
    const { runId } = run;
    if (run.cancelReason !== null && known.cancelReason === null) {
      crashPoint('C1');
      live.engine.order({ type: 'cancel', runId, reason: run.cancelReason });
      this.deadlines.afterGrace(run, LIMITS.cancelGraceMs);
    }
    if (run.pauseRequested !== known.pauseRequested) live.engine.order({ type: run.pauseRequested ? 'pause' : 'unpause', runId });
    if (run.inputSeq > known.inputSeq) live.engine.order({ type: 'input', runId });
  }

  private ended(run: CommittedRun): void {
    if (run.children > 0) this.ports.parentEnded(run);
  }

  private letGo(live: LiveRun): void {
    this.live.delete(live.run.runId);
    if (live.isolated) {
      this.isolationTaken = false;
      this.queue.unhold(ISOLATION);
    }
    for (const place of this.places.release(live.run)) this.queue.unhold(place);
  }

  /** Several commits may come in one turn of the event loop; runs are taken once after all of them. */
  private turnSoon(): void {
    if (this.turnDue || this.stopped) return;
    this.turnDue = true;
    setImmediate(() => {
      this.turnDue = false;
      this.turn();
    });
  }

  private turn(): void {
    if (this.stopped) return;
    const now = this.ports.now();
    if (this.queue.needsReload) this.backlog.readAgain();
    this.queue.needsReload = false;
    if (this.wantsMore(now)) this.load();
    this.queue.noteDue(now);
    while (!this.isFull) {
      const run = this.queue.take(now);
      if (run === null) break;
      this.assign(run);
    }
    // What was read may all be held back: those that could go come after it.
    if (!this.isFull && this.wantsMore(now)) this.turnSoon();
    this.setAlarm();
  }

  private wantsMore(now: number): boolean {
    return this.queue.size < LOAD_WHEN_BELOW && this.backlog.readUntil < now;
  }

  private assign(run: CommittedRun): void {
    const isolated = run.crashes >= SUSPECT_AFTER_CRASHES;
    const place = isolated && this.isolationTaken ? ISOLATION : this.places.fullFor(run);
    if (place !== null) return this.keepBack(run, place);
    const { engines } = this.ports;
    const engine = isolated ? engines.isolatedEngineFor(run.workflow) : engines.engineFor(run.workflow);
    if (engine === null) return this.keepBack(run, NOT_LOADED);
    const epoch = run.claimEpoch + 1;
    this.isolationTaken ||= isolated;
    this.live.set(run.runId, { engine, epoch, isolated, isOverdue: false, run });
    this.places.take(run);
    engine.execute({ ...unclaimed(run), epoch, isStarted: false, accepted: null });
    crashPoint('M2');
  }

  /** Another run of its workflow may have been waiting for the place that this one cannot take. */
  private keepBack(run: CommittedRun, place: string): void {
    this.queue.hold(run, place);
    const room = this.places.roomBeside(run, place);
    if (room !== null) this.queue.unhold(room);
  }

  /** Fills the queue with what is due soonest. */
  private load(): void {
    for (const run of this.backlog.nextPart(this.ports.now())) {
      if (!this.live.has(run.runId) && !this.queue.has(run.runId, run.seq)) this.queue.add(run, run.runnableAt ?? 0);
    }
  }

  private enqueue(run: CommittedRun, at: number): void {
    if (this.queue.size < KEPT || run.priority > 0) this.queue.add(run, at);
    else this.queue.needsReload = true;
  }

  private setAlarm(): void {
    if (this.alarm !== null) clearTimeout(this.alarm);
    const now = this.ports.now();
    const due = (this.isFull ? null : this.queue.nextAt()) ?? Number.POSITIVE_INFINITY;
    const { readUntil } = this.backlog;
    // What is due later than all that was read is not in the queue yet.
    const next = Math.min(due, readUntil > now ? readUntil : Number.POSITIVE_INFINITY);
    this.alarm = setTimeout(
      () => {
        crashPoint('M1');
        if (this.backlog.readUntil < this.ports.now() + LOOK_EVERY_MS * 2 && this.queue.size < KEPT) this.load();
        this.turn();
      },
      Math.min(LOOK_EVERY_MS, Math.max(0, next - now)),
    );
  }
}

function unclaimed({ workspaceId, runId, runNumber }: CommittedRun): Omit<Claim, 'epoch' | 'isStarted' | 'accepted'> {
  return { workspaceId, runId, runNumber };
}
