import { setTimeout as delay } from 'node:timers/promises';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { WorkflowVersionEntry } from '../domain/change.ts';
import type { EngineHandle, Engines } from '../dispatch/engines.ts';
import type { FromEngine } from './engine-messages.ts';
import { heapLimit, MemoryWatch } from './memory-watch.ts';
import { PooledEngine } from './pooled-engine.ts';
import type { EngineThreadData } from './thread-data.ts';
import { SMALL_NURSERY } from './small-nursery.ts';
import { threadUrl } from './thread-url.ts';

const CHECK_EVERY_MS = 1_000;
const SPAWN_AGAIN_MS = 1_000;

export interface PoolEvents {
  released(runId: string, epoch: number): void;
  /** The thread is gone; `crashed` when it went by itself. */
  lost(engine: EngineHandle, crashed: boolean): void;
  /** A thread has loaded the workflows, or could not load some of them. */
  loaded(workflows: readonly WorkflowVersionEntry[], problems: readonly string[]): void;
  /** There is, or there may be soon, an engine for a run that has to be alone. */
  isolated(): void;
  refused(runId: string, refusal: string): void;
  problem(message: string, facts?: object): void;
}

interface PoolSetup {
  readonly threads: number;
  /** What each thread may take, in MB; null where it is not looked at. */
  readonly memoryMb: number | null;
  readonly data: Omit<EngineThreadData, 'journalPort' | 'controlCount'>;
  readonly events: PoolEvents;
  /** Gives the journal its end of a new channel. */
  connect(port: MessagePort): void;
}

/** The threads that run workflow functions. A thread that dies is replaced; changed code gets new threads. */
export class EnginePool implements Engines {
  private readonly setup: PoolSetup;
  private engines: readonly PooledEngine[] = [];
  /** Made when it is first needed, and again when a run has ended it. */
  private isolated: PooledEngine | null = null;
  private isolating = false;
  /** How often the workflows were loaded. */
  private loads = 0;
  /** Threads with older code that have not let go of their runs yet. */
  private readonly retiring = new Set<PooledEngine>();
  private problems: readonly string[] = [];
  private readonly watch: NodeJS.Timeout;
  private closed = false;

  constructor(setup: PoolSetup) {
    this.setup = setup;
    this.watch = setInterval(() => this.endStuckEngines(), CHECK_EVERY_MS);
    this.watch.unref();
  }

  /** Resolves when all threads have loaded the workflows. Threads that ran before yield their runs and end. */
  async start(): Promise<void> {
    const fresh = await Promise.all(Array.from({ length: this.setup.threads }, () => this.spawn()));
    const [first] = fresh;
    if (this.closed || first === undefined || fresh.some(({ isReady }) => !isReady)) {
      await Promise.all(fresh.map((engine) => engine.end()));
      throw new Error('No engine thread could be started; what it said is in the log above.');
    }
    const old = this.isolated === null ? this.engines : [...this.engines, this.isolated];
    this.engines = fresh;
    this.isolated = null;
    this.loads += 1;
    for (const engine of old) {
      this.retiring.add(engine);
      engine.retire();
    }
    this.setup.events.loaded(first.versions, this.problems);
  }

  engineFor(workflow: string): EngineHandle | null {
    let best: PooledEngine | null = null;
    for (const engine of this.engines) {
      if (!engine.isReady || !engine.workflows.has(workflow)) continue;
      if (best === null || engine.load < best.load) best = engine;
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
    await Promise.all(this.all.map((engine) => engine.end()));
  }

  private get all(): readonly PooledEngine[] {
    return [...this.engines, ...this.retiring, ...(this.isolated === null ? [] : [this.isolated])];
  }

  private async isolate(): Promise<void> {
    this.isolating = true;
    const { loads } = this;
    const fresh = await this.spawnReady();
    this.isolating = false;
    // One that began to load before the others loaded newer code is not used; whoever needs one asks again.
    if (loads === this.loads) this.isolated = fresh;
    else void fresh?.end();
    this.setup.events.isolated();
  }

  private async replace(engine: PooledEngine): Promise<void> {
    if (engine === this.isolated) this.isolated = null;
    if (!this.engines.includes(engine)) return;
    this.engines = this.engines.filter((other) => other !== engine);
    const fresh = await this.spawnReady();
    if (fresh === null) return;
    if (this.engines.length >= this.setup.threads) return void fresh.end();
    this.engines = [...this.engines, fresh];
    this.setup.events.loaded(fresh.versions, this.problems);
  }

  /** A thread that has loaded the workflows; what keeps one from starting may pass. Null when it is too late. */
  private async spawnReady(): Promise<PooledEngine | null> {
    for (;;) {
      const fresh = await this.spawn();
      if (fresh.isReady && !this.closed) return fresh;
      void fresh.end();
      if (this.closed) return null;
      await delay(SPAWN_AGAIN_MS, undefined, { ref: false });
    }
  }

  private spawn(): Promise<PooledEngine> {
    const { port1, port2 } = new MessageChannel();
    this.setup.connect(port1);
    const controlCount = new Int32Array(new SharedArrayBuffer(4));
    const workerData: EngineThreadData = { ...this.setup.data, journalPort: port2, controlCount };
    const { memoryMb } = this.setup;
    const resourceLimits = memoryMb === null ? SMALL_NURSERY : heapLimit(memoryMb);
    const worker = new Worker(threadUrl('engine-thread'), { workerData, transferList: [port2], resourceLimits });
    const engine = new PooledEngine(worker, controlCount);
    const watch = memoryMb === null ? null : new MemoryWatch(worker, memoryMb, () => this.endGreedy(engine, watch));
    return new Promise((resolve) => {
      worker.on('message', (message: FromEngine) => {
        this.hear(engine, message);
        if (message.type === 'ready') resolve(engine);
      });
      worker.on('error', (error) => {
        if (isOutOfMemory(error)) return this.endGreedy(engine, watch);
        engine.isExplained = true;
        this.setup.events.problem(`An engine thread failed: ${describe(error)}`);
      });
      worker.on('exit', (code) => {
        this.exited(engine, code);
        resolve(engine);
      });
    });
  }

  private hear(engine: PooledEngine, message: FromEngine): void {
    engine.hear(message);
    switch (message.type) {
      case 'ready':
        this.problems = message.problems;
        return;
      case 'released':
        for (const { runId, epoch } of message.claims) this.setup.events.released(runId, epoch);
        return;
      case 'refused':
        return this.setup.events.refused(message.runId, message.refusal);
      case 'stray':
        return this.setup.events.problem(`The code of a workflow failed where nothing waited for it: ${message.problem}`);
      case 'pong':
    }
  }

  private exited(engine: PooledEngine, code: number): void {
    const crashed = !engine.isRetiring;
    engine.isReady = false;
    this.retiring.delete(engine);
    if (this.closed) return;
    if (crashed && !engine.isExplained) this.setup.events.problem(`An engine thread ended by itself, with code ${code}.`);
    this.setup.events.lost(engine, crashed);
    void this.replace(engine);
  }

  /** Found by us, or by V8 in between. */
  private endGreedy(engine: PooledEngine, watch: MemoryWatch | null): void {
    if (engine.isExplained) return;
    engine.isExplained = true;
    this.setup.events.problem(
      'An engine thread took more memory than it may, and is replaced. --engine-memory-mb or MILLRACE_ENGINE_MEMORY_MB raises the limit.',
      { code: 'engine_out_of_memory', limit_mb: this.setup.memoryMb, ...watch?.latest, runs: engine.load },
    );
    void engine.endAsCrashed();
  }

  private endStuckEngines(): void {
    for (const engine of this.all) {
      if (!engine.isStuck()) continue;
      this.setup.events.problem('An engine thread no longer answers, because a workflow keeps it busy; it is replaced.');
      void engine.end();
    }
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
