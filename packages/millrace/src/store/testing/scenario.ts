import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { CatalogChange, IdempotencyClaim, RunChange, RunCommit } from '../../domain/change.ts';
import { encodeJson } from '../../domain/json-text.ts';
import type { Json } from '../../domain/json.ts';
import { firstOfItsLine } from '../../domain/new-run.ts';
import type { NewRun } from '../../domain/new-run.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Run } from '../../domain/run.ts';
import type { StageDeclaration } from '../../domain/stage.ts';
import type { CommitResult, CommittedRun, Journal } from '../../journal/journal.ts';
import type { Store } from '../store.ts';

/** What an adapter brings to be tested: an empty journal and store on the same data. */
export interface StoreWorld {
  readonly journal: Journal;
  readonly store: Store;
  close(): Promise<void>;
}

export type Setup = () => Promise<StoreWorld>;

export interface RunRef {
  readonly workspaceId: string;
  readonly runId: string;
}

/** What a test says about a new run; the rest is filled in. */
export type QueueOptions = Partial<NewRun> & {
  readonly input?: Json;
  readonly idempotency?: IdempotencyClaim;
  readonly stages?: readonly StageDeclaration[];
};

export const WORKSPACE = 'workspace-1';

/** A world, a clock that goes on by a millisecond with each commit, and short words for what tests do with them. */
export class Scenario {
  readonly journal: Journal;
  readonly store: Store;
  private now = 1_000_000;

  private constructor(world: StoreWorld) {
    this.journal = world.journal;
    this.store = world.store;
  }

  static async open(context: TestContext, setup: Setup): Promise<Scenario> {
    const world = await setup();
    context.after(async () => world.close());
    return new Scenario(world);
  }

  /** The time of the last commit. */
  get time(): number {
    return this.now;
  }

  queued(options: QueueOptions = {}): RunCommit {
    const { input = {}, idempotency = null, stages = [], ...given } = options;
    const { workspaceId = WORKSPACE, id = randomUUID() } = given;
    const at = this.tick();
    const run: NewRun = {
      id,
      workspaceId,
      workflow: 'import',
      version: 'v1',
      createdAt: at,
      startAt: null,
      expiresAt: null,
      timeoutMs: null,
      priority: 0,
      concurrencyKey: null,
      tags: [],
      metadata: {},
      trigger: { type: 'api', actor: null, requestId: null },
      lineage: firstOfItsLine(id),
      example: null,
      credits: null,
      ...given,
    };
    const change: RunChange = { type: 'run.queued', run, stages, idempotency, payload: encodeJson(input) };
    return { kind: 'run', workspaceId, runId: id, at, epoch: null, change };
  }

  async queue(options: QueueOptions = {}): Promise<RunRef> {
    const commit = this.queued(options);
    accepted(await this.journal.commit([commit]));
    return { workspaceId: commit.workspaceId, runId: commit.runId };
  }

  /** Queues a run and starts its function; what its owner does then carries epoch 1. */
  async start(options: QueueOptions = {}): Promise<RunRef> {
    const ref = await this.queue(options);
    await this.make(ref, { type: 'run.started' }, 1);
    return ref;
  }

  commitOf(ref: RunRef, change: RunChange, epoch: number | null = null): RunCommit {
    return { kind: 'run', ...ref, at: this.tick(), epoch, change };
  }

  /** Makes a change that has to be accepted. */
  async make(ref: RunRef, change: RunChange, epoch: number | null = null): Promise<CommittedRun> {
    const runs = accepted(await this.journal.commit([this.commitOf(ref, change, epoch)]));
    const made = runs.find(({ runId }) => runId === ref.runId);
    assert.ok(made, 'a commit answers with the runs that it changed');
    return made;
  }

  /** Makes a change that has to be refused. */
  async refuse(ref: RunRef, change: RunChange, epoch: number | null = null): Promise<Refusal> {
    return refused(await this.journal.commit([this.commitOf(ref, change, epoch)]));
  }

  async catalog(...changes: readonly CatalogChange[]): Promise<void> {
    accepted(await this.journal.commit(changes.map((change) => ({ kind: 'catalog', at: this.tick(), change }))));
  }

  run(ref: RunRef): Run {
    const run = this.store.runs.get(ref.workspaceId, ref.runId);
    assert.ok(run, `run ${ref.runId} should be there`);
    return run;
  }

  private tick(): number {
    this.now += 1;
    return this.now;
  }
}

export function accepted(result: CommitResult): readonly CommittedRun[] {
  assert.ok(result.ok, `a commit was refused: ${JSON.stringify(result)}`);
  return result.runs;
}

export function refused(result: CommitResult): Refusal {
  assert.ok(!result.ok, 'a commit should have been refused');
  return result.refusal;
}

/** Waits for something that another thread brings about. */
export async function until(condition: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + 10_000;
  while (!condition()) {
    assert.ok(performance.now() < giveUpAt, 'waited for ten seconds in vain');
    await setImmediate();
  }
}
