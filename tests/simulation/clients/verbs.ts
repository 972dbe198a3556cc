import { cancelRun } from '../../../packages/millrace/src/commands/cancel-run.ts';
import { decideReview } from '../../../packages/millrace/src/commands/decide-review.ts';
import { pauseRun } from '../../../packages/millrace/src/commands/pause-run.ts';
import { rerunRun } from '../../../packages/millrace/src/commands/rerun-run.ts';
import { resumeRun } from '../../../packages/millrace/src/commands/resume-run.ts';
import { retryRun } from '../../../packages/millrace/src/commands/retry-run.ts';
import { sendSignal } from '../../../packages/millrace/src/commands/send-signal.ts';
import { startRun } from '../../../packages/millrace/src/commands/start-run.ts';
import type { StartRequest } from '../../../packages/millrace/src/domain/start-request.ts';
import type { World } from '../world/world.ts';
import { ask, pause, type Answer } from './ask.ts';

/** Tries of a request whose answer was lost, each some time after the one before. */
const TRIES = 40;

/** What clients do, with what the server promises by answering noted at the moment of the answer. */
export class Verbs {
  private readonly world: World;
  private sent = 0;

  constructor(world: World) {
    this.world = world;
  }

  /** Starts a run and asks again until there is an answer; without a key, that may start several. Null when it was refused. */
  async start(request: StartRequest): Promise<string | null> {
    const { world } = this;
    const key = request.idempotencyKey ?? null;
    return this.untilAnswered(() =>
      ask(
        world,
        `start ${request.workflow}`,
        (context, caller) => startRun(context, caller, request),
        ({ run }) => world.watch.acks.started(run.id, key),
      ),
    ).then((answer) => (answer?.kind === 'ok' ? answer.value.run.id : null));
  }

  async again(runId: string, from: 'failure' | 'start' | 'rerun', key: string): Promise<string | null> {
    const { world } = this;
    const answer = await this.untilAnswered(() =>
      ask(
        world,
        `${from === 'rerun' ? 'rerun' : 'retry'} ${short(runId)}`,
        (context, caller) =>
          from === 'rerun'
            ? rerunRun(context, caller, { runId, idempotencyKey: key })
            : retryRun(context, caller, { runId, from, idempotencyKey: key }),
        ({ run }) => world.watch.acks.started(run.id, key),
      ),
    );
    return answer?.kind === 'ok' ? answer.value.run.id : null;
  }

  cancel(runId: string): Promise<Answer<unknown>> {
    const acked = ({ outcome }: { readonly outcome: string }): void => {
      if (outcome !== 'too_late') this.world.watch.acks.cancelRequested(runId);
    };
    return ask(this.world, `cancel ${short(runId)}`, (context, caller) => cancelRun(context, caller, runId), acked);
  }

  pause(runId: string): Promise<Answer<unknown>> {
    const { watch } = this.world;
    const acked = (): void => watch.acks.pauseRequested(runId, watch.isPaused(runId));
    return ask(this.world, `pause ${short(runId)}`, (context, caller) => pauseRun(context, caller, runId), acked);
  }

  resume(runId: string): Promise<Answer<unknown>> {
    return ask(this.world, `resume ${short(runId)}`, (context, caller) => resumeRun(context, caller, runId));
  }

  /** Each signal is different, so that it can be told which one was taken. */
  signal(runId: string, name: string): Promise<Answer<unknown>> {
    this.sent += 1;
    const payload = { number: this.sent };
    const acked = (): void => this.world.watch.signalAcked(runId, JSON.stringify(payload));
    return ask(this.world, `signal ${short(runId)}`, (context, caller) => sendSignal(context, caller, { runId, name, payload }), acked);
  }

  decide(reviewId: string): Promise<Answer<unknown>> {
    this.sent += 1;
    const decision = this.world.scheduler.random.pick<'edited' | 'rejected'>(['edited', 'rejected']);
    const verdict = { reviewId, decision, value: { number: this.sent } } as const;
    const acked = (): void => this.world.watch.acks.decidedReview(reviewId, `${decision} ${verdict.value.number}`);
    return ask(this.world, `decide ${short(reviewId)}`, (context, caller) => decideReview(context, caller, verdict), acked);
  }

  private async untilAnswered<T>(request: () => Promise<Answer<T>>): Promise<Answer<T> | null> {
    for (let tries = 0; tries < TRIES; tries++) {
      const answer = await request();
      if (answer.kind !== 'lost' && !(answer.kind === 'refused' && answer.code === 'idempotency_in_flight')) return answer;
      await pause(this.world, this.world.scheduler.random.integer(20, 1_500));
    }
    return null;
  }
}

function short(id: string): string {
  return id.slice(-4);
}
