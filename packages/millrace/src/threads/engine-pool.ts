import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { WorkflowVersionEntry } from '../domain/change.ts';
import type { Assignment, EngineHandle, EngineOrder, Engines } from '../dispatch/engines.ts';
import type { FromEngine, ToEngine } from './engine-messages.ts';
import type { EngineThreadData } from './thread-data.ts';
import { threadUrl } from './thread-url.ts';

/** An engine that was told to let a run go and does not even answer a ping for so long is stuck in a loop of the workflow. */
const HUNG_AFTER_MS = 3_000;
const CHECK_EVERY_MS = 1_000;

export interface PoolEvents {
  released(runId: string, epoch: number): void;
  /** The thread is gone; `crashed` when it went by itself. */
  lost(engine: EngineHandle, crashed: boolean): void;
  /** A thread has loaded the workflows, or could not load some of them. */
  loaded(workflows: readonly WorkflowVersionEntry[], problems: readonly string[]): void;
  refused(runId: string, refusal: string): void;
  problem(message: string): void;
}

interface PoolSetup {
  readonly threads: number;
  readonly data: Omit<EngineThreadData, 'journalPort' | 'controlCount'>;
  readonly events: PoolEvents;
  /** Gives the journal its end of a new channel. */
  connect(port: MessagePort): void;
}

/** One engine thread, as the dispatcher sees it. */
class PooledEngine implements EngineHandle {
  readonly worker: Worker;
  readonly running = new Set<string>();
  /** Runs that it was told to let go, since when. */
  readonly leaving = new Map<string, number>();
  workflows: ReadonlySet<string> = new Set();
  versions: readonly WorkflowVersionEntry[] = [];
  isReady = false;
  isRetiring = false;
  lastPongAt = Date.now();
  private readonly controlCount: Int32Array<SharedArrayBuffer>;
  private claims: Assignment[] = [];

  constructor(worker: Worker, controlCount: Int32Array<SharedArrayBuffer>) {
    this.worker = worker;
    this.controlCount = controlCount;
  }

  execute(assignment: Assignment): void {
    this.running.add(assignment.runId);
    if (this.claims.length === 0) queueMicrotask(() => this.flush());
    this.claims.push(assignment);
  }

  order(order: EngineOrder): void {
    if (order.type === 'drop' && this.running.has(order.runId)) this.leaving.set(order.runId, Date.now());
    this.flush();
    this.post(order);
    // After the message: an engine that sees the count will find the message.
    Atomics.add(this.controlCount, 0, 1);
  }

  post(message: ToEngine): void {
    this.worker.postMessage(message);
  }

  private flush(): void {
    if (this.claims.length === 0) return;
    this.post({ type: 'execute', claims: this.claims });
    this.claims = [];
  }
}

/** The threads that run workflow functions. A thread that dies is replaced; changed code gets new threads. */
export class EnginePool implements Engines {
  private readonly setup: PoolSetup;
  private engines: PooledEngine[] = [];
  /** Made when it is first needed, and again when a run has ended it. */
  private isolated: PooledEngine | null = null;
  private isolating = false;
  private readonly watch: NodeJS.Timeout;
  private closed = false;

  constructor(setup: PoolSetup) {
    this.setup = setup;
    this.watch = setInterval(() => this.endHungEngines(), CHECK_EVERY_MS);
    this.watch.unref();
  }

  /** Resolves when all threads have loaded the workflows. Threads that ran before yield their runs and end. */
  async start(): Promise<void> {
    const old = this.engines;
    const fresh = await Promise.all(Array.from({ length: this.setup.threads }, () => this.spawn()));
    const [first] = fresh;
    if (first === undefined || !first.isReady) throw new Error('No engine thread could be started; what it said is in the log above.');
    this.engines = fresh;
    this.setup.events.loaded(first.versions, this.problems);
    for (const engine of old) this.retire(engine);
    if (this.isolated !== null) this.retire(this.isolated);
    this.isolated = null;
  }

  engineFor(workflow: string): EngineHandle | null {
    let best: PooledEngine | null = null;
    for (const engine of this.engines) {
      if (!engine.isReady || !engine.workflows.has(workflow)) continue;
      if (best === null || engine.running.size < best.running.size) best = engine;
    }
    return best;
  }

  isolatedEngineFor(workflow: string): EngineHandle | null {
    if (this.isolated?.isReady === true) return this.isolated.workflows.has(workflow) ? this.isolated : null;
    if (!this.isolating && !this.closed) void this.isolate();
    return null;
  }

  get isReady(): boolean {
    return this.engines.some((engine) => engine.isReady);
  }

  /** Asks every run to stop at its next safe point and to go back to the queue. */
  yieldAll(): void {
    for (const engine of this.all) engine.post({ type: 'yield' });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.watch);
    await Promise.all(this.all.map((engine) => engine.worker.terminate()));
  }

  private problems: readonly string[] = [];

  private get all(): readonly PooledEngine[] {
    return this.isolated === null ? this.engines : [...this.engines, this.isolated];
  }

  private async isolate(): Promise<void> {
    this.isolating = true;
    this.isolated = await this.spawn();
    this.isolating = false;
    this.setup.events.loaded(this.isolated.versions, this.problems);
  }

  private spawn(): Promise<PooledEngine> {
    const { port1, port2 } = new MessageChannel();
    this.setup.connect(port1);
    const controlCount = new Int32Array(new SharedArrayBuffer(4));
    const workerData: EngineThreadData = { ...this.setup.data, journalPort: port2, controlCount };
    const worker = new Worker(threadUrl('engine-thread'), { workerData, transferList: [port2] });
    const engine = new PooledEngine(worker, controlCount);
    return new Promise((resolve) => {
      worker.on('message', (message: FromEngine) => {
        this.hear(engine, message);
        if (message.type === 'ready') resolve(engine);
      });
      worker.on('error', (error) => this.setup.events.problem(`An engine thread failed: ${describe(error)}`));
      worker.on('exit', () => void this.exited(engine).then(() => resolve(engine)));
    });
  }

  private hear(engine: PooledEngine, message: FromEngine): void {
    engine.lastPongAt = Date.now();
    switch (message.type) {
      case 'ready':
        engine.isReady = true;
        engine.versions = message.workflows;
        engine.workflows = new Set(message.workflows.map(({ name }) => name));
        this.problems = message.problems;
        return;
      case 'released':
        for (const { runId, epoch } of message.claims) {
          engine.running.delete(runId);
          engine.leaving.delete(runId);
          this.setup.events.released(runId, epoch);
        }
        if (engine.isRetiring && engine.running.size === 0) void engine.worker.terminate();
        return;
      case 'refused':
        return this.setup.events.refused(message.runId, message.refusal);
      case 'stray':
        return this.setup.events.problem(`The code of a workflow failed where nothing waited for it: ${message.problem}`);
      case 'pong':
    }
  }

  private async exited(engine: PooledEngine): Promise<void> {
    const wasReady = engine.isReady;
    engine.isReady = false;
    if (this.closed) return;
    this.setup.events.lost(engine, !engine.isRetiring);
    if (wasReady && !engine.isRetiring) await this.replace(engine);
  }

  private async replace(engine: PooledEngine): Promise<void> {
    if (engine === this.isolated) this.isolated = null;
    if (!this.engines.includes(engine)) return;
    this.engines = this.engines.filter((other) => other !== engine);
    const fresh = await this.spawn();
    this.engines.push(fresh);
    this.setup.events.loaded(fresh.versions, this.problems);
  }

  private retire(engine: PooledEngine): void {
    engine.isRetiring = true;
    engine.isReady = false;
    engine.post({ type: 'yield' });
    if (engine.running.size === 0) void engine.worker.terminate();
  }

  private endHungEngines(): void {
    const now = Date.now();
    for (const engine of this.all) {
      const overdue = [...engine.leaving.values()].some((since) => now - since > HUNG_AFTER_MS);
      if (overdue && now - engine.lastPongAt > HUNG_AFTER_MS) {
        this.setup.events.problem('An engine thread no longer answers, because a workflow keeps it busy; it is replaced.');
        // It did not crash: what else it ran is not to blame and goes on elsewhere.
        engine.isRetiring = true;
        void engine.worker.terminate();
        void this.replace(engine);
      } else if (engine.leaving.size > 0) {
        engine.post({ type: 'ping' });
      }
    }
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
