import type { DatabaseSync } from 'node:sqlite';
import type { CommitRequest, WrittenCommit } from '../../../packages/millrace/src/journal/commit-request.ts';
import type { Store } from '../../../packages/millrace/src/store/store.ts';
import type { Server } from '../world/server.ts';
import type { World } from '../world/world.ts';
import { Acks } from './acks.ts';
import { checkFold } from './fold-rule.ts';
import { Executions } from './executions.ts';
import type { Finding, Promised } from './finding.ts';
import { checkLedger } from './ledger-rule.ts';
import { applyLogged } from './log-rules.ts';
import { checkOutput } from './output-rule.ts';
import { LogReader, type LoggedChange } from './read-log.ts';
import type { SeenRun } from './seen-run.ts';

/** One write in so many is compared with the rows that reads use. */
const FOLD_CHECKED_EVERY = 12;
/** What is stuck stays stuck: it is found a few writes later. */
const STUCK_CHECKED_EVERY = 5;

/** Looks at everything that becomes durable, is answered or is done, and says which promise it breaks. */
export class Watch {
  finding: Finding | null = null;
  readonly acks: Acks;
  readonly executions: Executions;
  readonly runs = new Map<string, SeenRun>();
  writes = 0;
  private readonly world: World;
  private readonly store: Store;
  private readonly log: LogReader;
  private readonly keys = new Map<string, string>();
  private workspaceId = '';

  constructor(world: World, db: DatabaseSync, store: Store) {
    this.world = world;
    this.store = store;
    this.log = new LogReader(db);
    this.acks = new Acks(this.log, this.found);
    this.executions = new Executions(world, this);
  }

  readonly found = (promise: Promised, text: string): void => {
    this.world.scheduler.trace.note(`${promise} is broken: ${text}`);
    this.finding ??= { promise, text };
  };

  run(runId: string): SeenRun | null {
    return this.runs.get(runId) ?? null;
  }

  /** Paused, or about to be. */
  isPaused(runId: string): boolean {
    const run = this.runs.get(runId);
    return run !== undefined && (run.isPaused || run.pauseWanted);
  }

  /** Called in the moment in which a batch has become durable. */
  written(batch: readonly CommitRequest[], results: readonly WrittenCommit[]): void {
    this.writes += 1;
    const touched = new Set<string>();
    for (const [index, { changes }] of batch.entries()) {
      const result = results[index];
      if (result === undefined || result.refusal !== null) continue;
      for (const change of changes) {
        if (change.kind === 'catalog') continue;
        touched.add(change.runId);
        this.checkOwner(change.runId, change.change.type, change.epoch);
      }
      for (const { run } of result.runs) touched.add(run.id);
    }
    for (const runId of touched) this.take(runId);
    this.checkTogether(touched);
  }

  booted({ workspaceId }: Server): void {
    this.workspaceId = workspaceId;
    this.world.scheduler.trace.note('the server is ready');
  }

  /** The server said that it has the signal. */
  signalAcked(runId: string, payload: string): void {
    const signals = this.runs.get(runId)?.signals.values() ?? [];
    if (![...signals].some((signal) => signal.payload === payload)) {
      this.found('G1', `a signal of run ${runId} was acknowledged and is not there`);
    }
  }

  crashed(): void {
    this.executions.forget();
    this.acks.checkStarts();
    for (const run of this.runs.values()) checkFold(this.store, this.workspaceId, run, this.found);
  }

  /** The fence: only the owner of the latest start may change a run in its name. */
  private checkOwner(runId: string, type: string, epoch: number | null): void {
    const run = this.runs.get(runId);
    if (epoch === null || run === undefined) return;
    const starts = type === 'run.started' ? run.starts + 1 : run.starts;
    // What follows in the same write is judged by its own log: here only what is certainly too old.
    if (epoch < starts && !run.isRunning) this.found('G3', `run ${runId}: ${type} of its owner ${epoch} was taken, and it has none now`);
    if (epoch < run.starts) this.found('G3', `run ${runId}: ${type} of its owner ${epoch} was taken after its start ${run.starts}`);
  }

  private take(runId: string): void {
    const known = this.runs.get(runId);
    const read = this.log.since(runId, known?.seq ?? 0);
    if (read === null) return this.found('G1', `run ${runId} was written and is not there`);
    const run = known ?? this.begin(runId, read.changes[0]);
    if (run === null) return this.found('G6', `run ${runId} does not begin with run.queued`);
    if (known !== undefined && read.changes.length === 0) this.found('G6', `run ${runId} was changed and its log was not`);
    for (const logged of read.changes) {
      this.world.scheduler.trace.note(`${runId.slice(-4)} ${run.workflow} ${logged.seq} ${describe(logged)}`);
      if (logged.change.type !== 'run.queued') applyLogged(run, logged, { deaths: this.world.deaths, found: this.found });
      if (logged.change.type === 'run.started') this.checkCallers(run, `run ${runId} (${run.workflow}) is started`);
      if (logged.change.type === 'run.recovered') this.executions.lost(runId);
      if (logged.change.type === 'run.resumed') this.acks.resumed(runId);
      if (logged.change.type === 'step.completed') this.executions.recorded(runId, logged.change.op);
      if (logged.change.type === 'run.finished') checkOutput(run, logged.change, this.found);
    }
    run.status = read.status;
    if (run.status === 'waiting' && run.park?.isWoken === true && read.runnableAt === null) {
      this.found('G12', `run ${runId} waits for something that has come, and nothing wakes it`);
    }
    if ((run.finished?.status ?? run.status) !== run.status) {
      this.found('G6', `run ${runId} is ${run.status} and had ended as ${run.finished?.status}`);
    }
  }

  private begin(runId: string, first: LoggedChange | undefined): SeenRun | null {
    if (first?.change.type !== 'run.queued' || first.seq !== 1) return null;
    const { run, idempotency } = first.change;
    if (idempotency !== null) {
      const before = this.keys.get(idempotency.key);
      if (before !== undefined) this.found('G2', `the key ${idempotency.key} made run ${before} and then ${runId}`);
      this.keys.set(idempotency.key, runId);
    }
    const { workflow, concurrencyKey: key, startAt, expiresAt, timeoutMs, credits } = run;
    const { parentRunId: parentId } = run.lineage;
    this.checkCallers({ parentId }, `run ${runId} (${workflow}) is queued`);
    const funds = { held: credits?.held ?? 0, prepaid: credits?.prepaid ?? false };
    const facts = { id: runId, workflow, key, parentId, startAt, expiresAt, timeoutMs, ...funds };
    const state = { seq: 1, at: first.at, status: 'queued', starts: 0, startedAt: null, finished: null };
    const wishes = { isRunning: false, isPaused: false, pauseWanted: false, cancelWanted: false };
    const inputs = { park: null, inputSeq: 0, ops: new Map(), signals: new Map(), decisions: new Map(), childEnds: new Map() };
    const seen: SeenRun = { ...facts, ...state, ...wishes, ...inputs };
    this.runs.set(runId, seen);
    return seen;
  }

  /** A cancel is acknowledged for all that the run has called, and for what that has called: nothing of it begins any more. */
  checkCallers({ parentId }: Pick<SeenRun, 'parentId'>, what: string): void {
    for (let id = parentId; id !== null; id = this.runs.get(id)?.parentId ?? null) {
      if (this.acks.isCancelled(id)) this.found('G8', `${what}, and the cancel of run ${id} was acknowledged, which called it`);
    }
  }

  private checkTogether(touched: ReadonlySet<string>): void {
    this.checkLimits();
    if (this.writes % STUCK_CHECKED_EVERY === 0) this.checkStuck();
    for (const runId of touched) {
      const run = this.runs.get(runId);
      if (run === undefined) continue;
      this.checkParent(run);
      if ((this.writes + run.seq) % FOLD_CHECKED_EVERY === 0) checkFold(this.store, this.workspaceId, run, this.found);
    }
    if (this.workspaceId !== '') checkLedger(this.store, this.workspaceId, this.runs.values(), this.found);
  }

  /** The same question that `millrace doctor` asks. */
  checkStuck(): void {
    for (const run of this.store.dispatch.stuck(1)) {
      this.found('G12', `run ${run.runId} has neither an owner, nor a time, nor a named wait`);
    }
  }

  /** The end of a run and the news of it for the run that called it are one commit. */
  private checkParent(run: SeenRun): void {
    const parent = run.parentId === null ? undefined : this.runs.get(run.parentId);
    if (run.finished === null || parent === undefined || parent.finished !== null) return;
    if (!parent.childEnds.has(run.id)) this.found('G12', `run ${parent.id} called ${run.id} and was not told of its end`);
  }

  private checkLimits(): void {
    const counts = new Map<string, number>();
    for (const { status, workflow, key } of this.runs.values()) {
      if (status !== 'running') continue;
      for (const place of key === null ? [workflow] : [workflow, `${workflow}/${key}`]) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    for (const [place, count] of counts) {
      const [workflow = '', key] = place.split('/');
      const { limit, perKey } = this.world.registry.find(workflow)?.manifest.concurrency ?? { limit: null, perKey: null };
      const max = key === undefined ? limit : perKey;
      if (max !== null && count > max) this.found('G12', `${count} runs of ${place} run at once; ${max} may`);
    }
  }
}

function describe({ change }: LoggedChange): string {
  const op = 'op' in change && change.op !== null ? ` ${change.op}` : '';
  const more = change.type === 'run.finished' ? ` ${change.status} ${change.reason}` : '';
  return `${change.type}${op}${more}`;
}
