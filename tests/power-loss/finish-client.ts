import { z } from 'zod';
import type { ServerAddress } from '../server-process.ts';
import { signalValue } from '../crash/right-answer.ts';
import type { StoredRun } from '../crash/oracle/evidence.ts';
import { LoadClient } from './load-client.ts';
import { decisionBody } from './play-load.ts';

const page = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      status: z.enum(['queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled']),
      status_reason: z.string(),
      waiting_for: z.object({ kind: z.string(), name: z.string().optional() }).nullable(),
    }),
  ),
});
type OpenRun = z.infer<typeof page>['data'][number];

/** Whoever answers what runs wait for after the power came back. */
export class FinishClient {
  readonly #client: LoadClient;
  readonly #address: ServerAddress;
  readonly #numbers: ReadonlyMap<string, number>;
  /** Runs that were given up because the outcome of an effect is unknown. */
  readonly given = new Set<string>();

  constructor(address: ServerAddress, runs: readonly StoredRun[]) {
    this.#client = new LoadClient(address, 'finish');
    this.#address = address;
    this.#numbers = new Map(runs.map(({ id, n }) => [id, n]));
  }

  /** Gives every open run what it waits for; true when none is open. */
  async finishAll(): Promise<boolean> {
    const open = await this.#open();
    for (const run of open) await this.#help(run);
    return open.length === 0;
  }

  async #open(): Promise<readonly OpenRun[]> {
    const response = await fetch(`${this.#address.url}/v1/runs?status=queued,running,waiting,paused&limit=100`, {
      headers: { authorization: `Bearer ${this.#address.api_key}` },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The list of open runs was answered with ${response.status}: ${text}`);
    return page.parse(JSON.parse(text)).data;
  }

  async #help({ id, status, status_reason: reason, waiting_for: wait }: OpenRun): Promise<void> {
    const n = this.#numbers.get(id) ?? 0;
    if (status === 'paused' || reason === 'quarantined') return this.#client.wish(id, 'resume');
    if (reason === 'effect_unknown') {
      this.given.add(id);
      return this.#client.wish(id, 'cancel');
    }
    if (wait?.kind === 'signal' && (wait.name === 'go' || wait.name === 'on')) {
      return this.#client.signal(id, wait.name, signalValue(wait.name, n));
    }
    const reviewId = wait?.kind === 'review' ? await this.#client.openReview(id) : null;
    if (reviewId !== null) await this.#client.decide(id, reviewId, decisionBody(n));
    return undefined;
  }
}
