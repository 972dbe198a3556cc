import type { Worker } from 'node:worker_threads';
import type { EngineHandle, EngineOrder } from '../dispatch/engines.ts';
import type { Claim } from '../domain/claim.ts';
import type { WorkflowVersionEntry } from '../domain/change.ts';
import { writeClaim, type FromEngine, type ToEngine } from './engine-messages.ts';

/** So many looks in a row without an answer mean that the thread is stuck in a loop of a workflow. */
const SILENT_LOOKS = 3;

/** One engine thread, as the dispatcher sees it. */
export class PooledEngine implements EngineHandle {
  readonly worker: Worker;
  workflows: ReadonlySet<string> = new Set();
  versions: readonly WorkflowVersionEntry[] = [];
  isReady = false;
  /** It is to end, or it was ended: it did not crash, and what it runs is not to blame. */
  isRetiring = false;
  /** It has been said why it ends. */
  isExplained = false;
  private readonly controlCount: Int32Array<SharedArrayBuffer>;
  /** The claims that it has, by run. */
  private readonly running = new Map<string, number>();
  /** Runs that were ended without it, of which it has not said that it let them go. */
  private readonly overdue = new Set<string>();
  private silentLooks = 0;
  private claims: Parameters<typeof writeClaim>[0] = [];

  constructor(worker: Worker, controlCount: Int32Array<SharedArrayBuffer>) {
    this.worker = worker;
    this.controlCount = controlCount;
  }

  get load(): number {
    return this.running.size;
  }

  execute(claim: Claim): void {
    this.running.set(claim.runId, claim.epoch);
    if (this.claims.length === 0) queueMicrotask(() => this.flush());
    writeClaim(this.claims, claim);
  }

  order(order: EngineOrder): void {
    if (order.type === 'drop' && order.isOverdue && this.running.has(order.runId)) this.overdue.add(order.runId);
    this.post(order);
    // After the message: an engine that sees the count will find the message.
    Atomics.add(this.controlCount, 0, 1);
  }

  post(message: ToEngine): void {
    this.flush();
    this.worker.postMessage(message);
  }

  /** Takes in what the thread says of itself. */
  hear(message: FromEngine): void {
    this.silentLooks = 0;
    if (message.type === 'ready') {
      this.isReady = true;
      this.versions = message.workflows;
      this.workflows = new Set(message.workflows.map(({ name }) => name));
    } else if (message.type === 'released') {
      for (const { runId, epoch } of message.claims) {
        this.overdue.delete(runId);
        // By now it may have been given the same run again.
        if (this.running.get(runId) === epoch) this.running.delete(runId);
      }
      if (this.isRetiring) this.endWhenEmpty();
    }
  }

  /** Nothing new is given to it, and it ends when it has let go of what it runs. */
  retire(): void {
    this.isRetiring = true;
    this.isReady = false;
    this.post({ type: 'yield' });
    this.endWhenEmpty();
  }

  async end(): Promise<void> {
    this.isRetiring = true;
    this.isReady = false;
    await this.worker.terminate();
  }

  /** Ends it for what one of its runs did: it crashed, and whatever it runs may be to blame. */
  async endAsCrashed(): Promise<void> {
    this.isReady = false;
    await this.worker.terminate();
  }

  /**
   * Asks for a sign of life if there is reason to doubt; true when there has been none for too long. No clock is asked: a
   * process that was stopped for a while has not heard its threads meanwhile.
   */
  isStuck(): boolean {
    if (this.overdue.size === 0) return false;
    this.silentLooks += 1;
    this.post({ type: 'ping' });
    return this.silentLooks > SILENT_LOOKS;
  }

  private flush(): void {
    if (this.claims.length === 0) return;
    const { claims } = this;
    this.claims = [];
    this.worker.postMessage({ type: 'execute', claims } satisfies ToEngine);
    // Promised before it was known that it would end.
    if (this.isRetiring) this.worker.postMessage({ type: 'yield' } satisfies ToEngine);
  }

  private endWhenEmpty(): void {
    if (this.running.size === 0) void this.end();
  }
}
