import { grantCredits } from '../../../packages/millrace/src/commands/grant-credits.ts';
import { isTerminal } from '../../../packages/millrace/src/domain/run-status.ts';
import type { Run } from '../../../packages/millrace/src/domain/run.ts';
import type { StartRequest } from '../../../packages/millrace/src/domain/start-request.ts';
import type { World, WrittenChange } from '../world/world.ts';
import { ask, pause } from './ask.ts';
import { Verbs } from './verbs.ts';

/** Over so long the clients begin what they do. */
const SPREAD_MS = 25_000;

/** Random clients: each starts a run and then does to it what clients do, at random times. */
export class Workload {
  private readonly world: World;
  private readonly verbs: Verbs;
  private lastKey = 0;
  /** Clients that are not through yet. */
  open = 0;

  constructor(world: World) {
    this.world = world;
    this.verbs = new Verbs(world);
  }

  begin(): void {
    const { setting } = this.world;
    this.world.onWrite.push((changes) => this.hearWrite(changes));
    this.follow(this.grant());
    for (let count = 0; count < setting.runs; count++) this.follow(this.client());
  }

  /** What a run waits for at the end, so that it can end as well. */
  async help(run: Run): Promise<void> {
    const { verbs } = this;
    if (run.status === 'paused') await verbs.resume(run.id);
    if (run.status !== 'waiting') return;
    const { waitingFor: wait } = run;
    if (wait.kind === 'signal') await verbs.signal(run.id, wait.name);
    if (wait.kind === 'review') await verbs.decide(wait.reviewId);
    if (wait.kind === 'attention') await (run.reason === 'quarantined' ? verbs.resume(run.id) : verbs.cancel(run.id));
  }

  private follow(work: Promise<void>): void {
    this.open += 1;
    void work.then(() => {
      this.open -= 1;
    });
  }

  /** Somebody wants something of a run in the very moment in which something else becomes durable. */
  private hearWrite(changes: readonly WrittenChange[]): void {
    const { scheduler, setting, outside } = this.world;
    const { random } = scheduler;
    for (const { runId } of changes) {
      if (random.next() >= setting.wishShare) continue;
      scheduler.in(random.next() * random.pick([0.1, 2, 20]), outside, 'a wish', () => this.follow(this.wish(runId)));
    }
  }

  private async wish(runId: string): Promise<void> {
    const { server, scheduler } = this.world;
    const run = server?.context.store.runs.get(server.workspaceId, runId) ?? null;
    if (run === null || isTerminal(run.status)) return;
    const isToHear = ['asker', 'racing'].includes(run.workflow) && scheduler.random.next() < 0.7;
    await (isToHear ? this.sendSome(runId) : this.interfere(run));
  }

  private async grant(): Promise<void> {
    const { random } = this.world.scheduler;
    for (let round = 0; round < 3; round++) {
      const amount = random.integer(3, 30);
      const grant = { amount, idempotencyKey: `grant-${round}` };
      await pause(this.world, random.integer(0, 4_000));
      await ask(this.world, 'grant', (context, caller) => grantCredits(context, caller, grant));
    }
  }

  private async client(): Promise<void> {
    const { random } = this.world.scheduler;
    await pause(this.world, random.next() * SPREAD_MS);
    const request = this.drawStart();
    const isTwice = typeof request.idempotencyKey === 'string' && random.next() < 0.5;
    const runIds = await Promise.all(isTwice ? [this.verbs.start(request), this.verbs.start(request)] : [this.verbs.start(request)]);
    const runId = runIds.find((id) => id !== null);
    if (runId === undefined || runId === null) return;
    const rounds = random.integer(2, 6);
    const temper = random.pick<'patient' | 'restless'>(['patient', 'patient', 'restless']);
    for (let round = 0; round < rounds; round++) {
      await pause(this.world, random.pick([1, 30, 800, 5_000]) * random.next());
      await this.act(runId, temper);
    }
  }

  private drawStart(): StartRequest {
    const { scheduler, setting } = this.world;
    const { random, now } = scheduler;
    const workflow = random.pick(setting.workflows);
    this.lastKey += 1;
    return {
      workflow,
      input: { n: this.lastKey },
      priority: random.pick([0, 0, 5]),
      ...(random.next() < 0.6 ? { idempotencyKey: `key-${this.lastKey}` } : {}),
      ...(random.next() < 0.2 ? { startAt: now() + random.integer(1, 9_000) } : {}),
      ...(workflow === 'limited' ? { concurrencyKey: random.pick(['k', 'l']) } : {}),
      ...(random.next() < 0.1 ? { timeoutMs: random.integer(500, 9_000) } : {}),
      ...(random.next() < 0.1 ? { ttlMs: random.integer(1, 3_000) } : {}),
    };
  }

  private async act(runId: string, temper: 'patient' | 'restless'): Promise<void> {
    const { server, scheduler } = this.world;
    const run = server?.context.store.runs.get(server.workspaceId, runId) ?? null;
    if (run === null) return;
    const { random } = scheduler;
    if (isTerminal(run.status)) return this.afterEnd(run);
    if (temper === 'restless' && random.next() < 0.5) return this.interfere(run);
    if (run.status === 'waiting' && run.waitingFor.kind === 'signal') return this.sendSome(runId);
    if (run.status === 'waiting' && run.waitingFor.kind === 'review') return this.decideTwice(run.waitingFor);
    if (run.status === 'paused') await this.verbs.resume(runId);
    else if (['asker', 'racing'].includes(run.workflow) && random.next() < 0.5) await this.sendSome(runId);
  }

  private async interfere(run: Run): Promise<void> {
    const { random } = this.world.scheduler;
    const kind = random.pick(['cancel', 'pause', 'pause and resume', 'cancel twice']);
    if (kind === 'cancel') await this.verbs.cancel(run.id);
    else if (kind === 'cancel twice') await Promise.all([this.verbs.cancel(run.id), this.verbs.cancel(run.id)]);
    else {
      await this.verbs.pause(run.id);
      if (kind === 'pause') return;
      await pause(this.world, random.pick([0, 5, 400]) * random.next());
      if (random.next() < 0.5) await this.feedPaused(run.id);
      await this.verbs.resume(run.id);
    }
  }

  /** What a run waits for may come while it is paused. */
  private async feedPaused(runId: string): Promise<void> {
    const { server } = this.world;
    const run = server?.context.store.runs.get(server.workspaceId, runId) ?? null;
    if (run?.status !== 'paused' || run.resumesTo.status !== 'waiting') return;
    const { waitingFor: wait } = run.resumesTo;
    if (wait.kind === 'signal') await this.verbs.signal(runId, wait.name);
    if (wait.kind === 'review') await this.verbs.decide(wait.reviewId);
  }

  private async sendSome(runId: string): Promise<void> {
    const isTwice = this.world.scheduler.random.next() < 0.3;
    await Promise.all(isTwice ? [this.verbs.signal(runId, 'go'), this.verbs.signal(runId, 'go')] : [this.verbs.signal(runId, 'go')]);
  }

  /** Twice at the same time; a review that ends by itself is often decided in just that moment. */
  private async decideTwice({ reviewId, until }: { readonly reviewId: string; readonly until: number | null }): Promise<void> {
    const { scheduler } = this.world;
    const left = until === null ? 0 : until - scheduler.now();
    if (left > 0 && scheduler.random.next() < 0.7) await pause(this.world, left + scheduler.random.next() * scheduler.random.pick([4, 20]));
    await Promise.all([this.verbs.decide(reviewId), this.verbs.decide(reviewId)]);
  }

  private async afterEnd(run: Run): Promise<void> {
    const { random } = this.world.scheduler;
    if (random.next() > 0.3) return;
    this.lastKey += 1;
    const how = run.status === 'completed' ? 'rerun' : random.pick<'failure' | 'start' | 'rerun'>(['failure', 'start', 'rerun']);
    await this.verbs.again(run.id, how, `again-${this.lastKey}`);
  }
}
