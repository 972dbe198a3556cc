import type { JournalWriter, WrittenCommit, CommitRequest } from '../../../packages/millrace/src/journal/commit-request.ts';
import type { Store } from '../../../packages/millrace/src/store/store.ts';
import { SqliteJournalWriter } from '../../../packages/millrace/src/store/sqlite/journal-writer.ts';
import type { RunChange } from '../../../packages/millrace/src/domain/change.ts';
import { serveEngine } from '../../../packages/millrace/src/threads/serve-engine.ts';
import { serveJournal } from '../../../packages/millrace/src/threads/serve-journal.ts';
import type { WorkflowRegistry } from '../../../packages/millrace/src/workflow/registry.ts';
import { Watch } from '../watch/watch.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { EffectPlans } from './effect-plans.ts';
import { MemoryArtifacts } from './memory-artifacts.ts';
import { SimulatedPort } from './ports.ts';
import { Scheduler, type Thread } from './scheduler.ts';
import { bootServer, type Server } from './server.ts';
import { drawSetting, type Setting } from './setting.ts';
import { Trace } from './trace.ts';

const START_AT = 1_800_000_000_000;

/** A change that a write was asked to make; it may have been refused. */
export interface WrittenChange {
  readonly runId: string;
  readonly type: RunChange['type'];
}

/** What all simulations of one thread share. */
export interface Ground {
  readonly registry: WorkflowRegistry;
  readonly database: MemoryDatabase;
}

/** Everything that there is in one simulation. What survives a crash is the database and the files; the rest is made anew. */
export class World {
  readonly scheduler: Scheduler;
  readonly setting: Setting;
  readonly registry: WorkflowRegistry;
  readonly watch: Watch;
  readonly plans: EffectPlans;
  readonly artifacts: MemoryArtifacts;
  readonly outside: Thread;
  /** The threads that run workflow functions, dead ones left out. */
  engines: readonly Thread[] = [];
  server: Server | null = null;
  repeatsTimers = false;
  /** Processes and threads that were ended so far. */
  deaths = 0;
  private fullUntil = 0;
  /** Called after each write of the journal. */
  onWrite: ((changes: readonly WrittenChange[]) => void)[] = [];
  private main: Thread | null = null;
  private readonly database: MemoryDatabase;
  private lastId = 0;
  private lastEngine = 0;

  constructor(seed: number, { registry, database }: Ground, keepsTrace: boolean) {
    this.registry = registry;
    this.scheduler = new Scheduler(seed, START_AT, new Trace(keepsTrace));
    this.outside = this.scheduler.current;
    this.setting = drawSetting(this.scheduler.random);
    database.empty();
    this.database = database;
    this.plans = new EffectPlans(this.scheduler.random);
    this.artifacts = new MemoryArtifacts(this.newId);
    this.watch = new Watch(this, database.db, database.store);
  }

  /** Grows with time, as a UUIDv7 does. */
  readonly newId = (): string => {
    this.lastId += 1;
    const time = this.scheduler.now().toString(16).padStart(12, '0');
    const count = this.lastId.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${count}`;
  };

  openStore(): Store {
    return this.database.store;
  }

  nameOfEngine(): string {
    this.lastEngine += 1;
    return `engine-${this.lastEngine}`;
  }

  started(thread: Thread): void {
    if (thread.name === 'journal') return;
    this.engines = [...this.engines, thread];
    thread.atEnd.push(() => {
      this.engines = this.engines.filter((other) => other !== thread);
    });
  }

  /** The first thing that a new thread does. */
  enter(thread: Thread, port: SimulatedPort, workerData: unknown): void {
    if (thread.name === 'journal') return serveJournal(port, this.openJournal(thread), receive);
    const { journalPort, controlCount } = engineData(workerData);
    const { scheduler, artifacts, newId } = this;
    const world = { store: this.openStore(), artifacts, now: scheduler.now, random: () => scheduler.random.next(), newId };
    serveEngine({ parent: port, journalPort, controlCount, receive, workflows: this.registry }, world);
  }

  /** Begins a new process after that time. */
  bootIn(delayMs: number): void {
    const main = this.scheduler.thread('main');
    this.main = main;
    this.scheduler.in(delayMs, main, 'boot', () => {
      const { deaths } = this;
      bootServer(this, main).then(
        (server) => {
          this.server = server;
          this.watch.booted(server);
        },
        (error: unknown) => this.bootFailed(error, deaths),
      );
    });
  }

  /** A process whose engines die while it boots ends, and whoever looks after it starts another one. */
  private bootFailed(error: unknown, deathsBefore: number): void {
    if (this.deaths === deathsBefore) this.watch.found('G12', `the server does not start: ${String(error)}`);
    this.crash();
    this.bootIn(1_000);
  }

  /** Ends the process as a power cut would: what is durable is there, everything else is gone. */
  crash(): void {
    const { main } = this;
    this.main = null;
    this.server = null;
    this.deaths += 1;
    if (main !== null) this.scheduler.end(main);
    this.scheduler.trace.note('the process is gone');
    this.watch.crashed();
  }

  /** Ends the process as an operator does, and begins a new one. */
  stopGently(drainMs: number): void {
    const { server } = this;
    if (server === null) return;
    this.server = null;
    this.scheduler.trace.note('the process is asked to end');
    this.scheduler.in(0, server.main, 'stop', () => {
      void server.close(drainMs).then(() => {
        this.crash();
        this.bootIn(10);
      });
    });
  }

  /** New threads take over from those that there are. */
  reload(): void {
    const { server } = this;
    if (server === null) return;
    this.scheduler.in(0, server.main, 'reload', () => {
      // Threads that die while they start make it fail, and then the old ones go on.
      server.reload().catch((error: unknown) => this.scheduler.trace.note(String(error)));
    });
  }

  /** Nothing can be written for so long. */
  fillDisk(forMs: number): void {
    this.fullUntil = this.scheduler.exactNow + forMs;
    this.scheduler.trace.note('the disk is full');
  }

  /** Ends one engine thread, as code of a user can. */
  killEngine(thread: Thread): void {
    this.deaths += 1;
    this.watch.executions.forget();
    this.scheduler.trace.note(`${thread.name} is gone`);
    this.scheduler.end(thread);
  }

  close(): void {
    if (this.main !== null) this.scheduler.end(this.main);
  }

  /** Whoever ran a run and could not record it has lost it: what it did is done again. */
  private forgetOwners(): void {
    this.deaths += 1;
    this.watch.executions.forget();
  }

  private openJournal(thread: Thread): JournalWriter {
    const writer = new SqliteJournalWriter(this.database.db);
    return {
      write: (batch) => this.write(writer, batch, thread),
      close: () => {},
    };
  }

  private write(writer: JournalWriter, batch: readonly CommitRequest[], thread: Thread): readonly WrittenCommit[] {
    const { random, exactNow } = this.scheduler;
    this.database.isFull = exactNow < this.fullUntil;
    const results = writer.write(batch);
    this.database.isFull = false;
    if (results.some(({ refusal }) => refusal?.kind === 'storage_full')) this.forgetOwners();
    thread.busyUntil = Math.max(thread.busyUntil, exactNow) + this.setting.fsyncMs * (0.5 + random.next());
    if (random.next() < this.setting.slowFsyncShare) thread.busyUntil += random.integer(50, 1_500);
    this.watch.written(batch, results);
    const changes = batch.flatMap((request) =>
      request.changes.flatMap((one) => (one.kind === 'run' ? [{ runId: one.runId, type: one.change.type }] : [])),
    );
    for (const hear of this.onWrite) hear(changes);
    return results;
  }
}

function receive(from: SimulatedPort): { readonly message: unknown } | undefined {
  return from.receive();
}

/** What the pool hands to an engine thread; its ports are ours. */
function engineData(handedOver: unknown): { journalPort: SimulatedPort; controlCount: Int32Array<SharedArrayBuffer> } {
  if (typeof handedOver === 'object' && handedOver !== null && 'journalPort' in handedOver && 'controlCount' in handedOver) {
    const { journalPort, controlCount } = handedOver;
    if (journalPort instanceof SimulatedPort && isControlCount(controlCount)) return { journalPort, controlCount };
  }
  throw new TypeError('An engine thread was started with something else.');
}

function isControlCount(value: unknown): value is Int32Array<SharedArrayBuffer> {
  return value instanceof Int32Array && value.buffer instanceof SharedArrayBuffer;
}
