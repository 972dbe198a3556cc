import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { ServerAddress } from '../server-process.ts';

/** What a client asked for; the id of the request comes back with its answer, and so through the trace. */
export type Asked =
  | { readonly kind: 'start'; readonly key: string }
  | { readonly kind: 'signal'; readonly runId: string; readonly name: string }
  | { readonly kind: 'decide'; readonly runId: string; readonly reviewId: string }
  | { readonly kind: 'wish'; readonly runId: string; readonly wish: 'pause' | 'resume' | 'cancel' }
  | { readonly kind: 'read'; readonly runId: string }
  | { readonly kind: 'upload' | 'quote' | 'other' };

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const id = z.object({ id: z.string() });
const statusAnswer = z.object({ finished: z.boolean(), status: z.string() });
const reviewPage = z.object({ data: z.array(z.object({ id: z.string(), status: z.string() })) });

/** A client that keeps what it asked under the id of each request. */
export class LoadClient {
  readonly asked = new Map<string, Asked>();
  readonly address: ServerAddress;
  readonly #name: string;
  #count = 0;

  /** The name makes the ids of its requests differ from those of other clients. */
  constructor(address: ServerAddress, name: string) {
    this.address = address;
    this.#name = name;
  }

  async start(key: string, workflow: string, input: unknown): Promise<string> {
    const call = { method: 'POST', path: '/v1/runs', body: { workflow, input }, headers: { 'idempotency-key': key } } as const;
    return id.parse(await this.#insist({ kind: 'start', key }, call)).id;
  }

  async signal(runId: string, name: string, payload: unknown): Promise<void> {
    await this.#send({ kind: 'signal', runId, name }, { method: 'POST', path: `/v1/runs/${runId}/signals/${name}`, body: { payload } });
  }

  async wish(runId: string, wish: 'pause' | 'resume' | 'cancel'): Promise<void> {
    await this.#send({ kind: 'wish', runId, wish }, { method: 'POST', path: `/v1/runs/${runId}:${wish}` });
  }

  async openReview(runId: string): Promise<string | null> {
    const page = reviewPage.parse(await this.#insist({ kind: 'other' }, { method: 'GET', path: `/v1/reviews?run=${runId}` }));
    return page.data.find(({ status }) => status === 'open')?.id ?? null;
  }

  async decide(runId: string, reviewId: string, body: unknown): Promise<void> {
    await this.#send({ kind: 'decide', runId, reviewId }, { method: 'POST', path: `/v1/reviews/${reviewId}:decide`, body });
  }

  async quote(workflow: string, input: unknown): Promise<void> {
    await this.#insist({ kind: 'quote' }, { method: 'POST', path: '/v1/quotes', body: { workflow, input } });
  }

  async upload(content: Buffer): Promise<void> {
    const headers = { ...this.#headers({ kind: 'upload' }), 'content-type': 'application/octet-stream' };
    const response = await fetch(`${this.address.url}/v1/uploads?filename=part.bin`, { method: 'POST', headers, body: content });
    if (!response.ok) throw new Error(`An upload was answered with ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
  }

  /** Polls until the run is over. */
  async finish(runId: string, everyMs: number): Promise<string> {
    for (;;) {
      const answer = await this.#insist({ kind: 'read', runId }, { method: 'GET', path: `/v1/runs/${runId}/status` });
      const { finished, status } = statusAnswer.parse(answer);
      if (finished) return status;
      await pause(everyMs);
    }
  }

  /** Follows the events of a run to their end. */
  async follow(runId: string): Promise<void> {
    const headers = { ...this.#headers({ kind: 'read', runId }), accept: 'text/event-stream' };
    const response = await fetch(`${this.address.url}/v1/runs/${runId}/events`, { headers });
    for await (const part of response.body ?? []) if (Buffer.from(part).includes('event: run.finished')) return;
  }

  #headers(asked: Asked): Record<string, string> {
    this.#count += 1;
    const requestId = `${this.#name}-${this.#count}`;
    this.asked.set(requestId, asked);
    return { authorization: `Bearer ${this.address.api_key}`, 'x-request-id': requestId };
  }

  async #send(asked: Asked, { method, path, body, headers }: Call): Promise<{ readonly status: number; readonly body: unknown }> {
    const all = { ...this.#headers(asked), ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const response = await fetch(`${this.address.url}${path}`, {
      method,
      headers: all,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  async #insist(asked: Asked, call: Call): Promise<unknown> {
    const { status, body } = await this.#send(asked, call);
    if (status >= 200 && status < 300) return body;
    throw new Error(`${call.method} ${call.path} was answered with ${status}: ${JSON.stringify(body)}`);
  }
}
