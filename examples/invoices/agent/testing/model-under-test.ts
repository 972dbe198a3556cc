import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { type Script, completionOf, wireRequest } from '../scripted-endpoint.ts';
import type { ChatMessage } from '../chat-wire.ts';
import { audit } from '../scripted-auditor.ts';
import { EventEmitter, once } from 'node:events';

/** What an endpoint was sent: the headers that matter, the name of the model and the conversation. */
export interface Seen {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly authorization: string | undefined;
  readonly idempotencyKey: string | undefined;
}

/** What a model of that name does at its call of that number, from 1: a script speaks, everything else is sent as it is. */
export type Behaviour = (call: number) => Script | Answer | 'silence';

export interface Answer {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body: string;
}

/** An endpoint on the loopback whose models behave as a test wants, each by its name. */
export class ModelUnderTest {
  readonly seen: Seen[] = [];
  readonly #behaviours: { readonly [model: string]: Behaviour };
  readonly #arrivals = new EventEmitter();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  constructor(behaviours: { readonly [model: string]: Behaviour }) {
    this.#behaviours = behaviours;
  }

  /** Its address. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The endpoint has no port.');
    return `http://127.0.0.1:${address.port}/v1`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Resolves when the requests that were read are as wanted. */
  async until(isReached: () => boolean): Promise<void> {
    while (!isReached()) await once(this.#arrivals, 'seen');
  }

  of(model: string): readonly Seen[] {
    return this.seen.filter((seen) => seen.model === model);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Uint8Array[] = [];
    request.on('data', (part: Uint8Array) => void parts.push(part));
    await once(request, 'end');
    const body = wireRequest.parse(JSON.parse(Buffer.concat(parts).toString('utf8')));
    const { authorization, 'idempotency-key': key } = request.headers;
    this.seen.push({ model: body.model, messages: body.messages, authorization, idempotencyKey: String(key) });
    this.#arrivals.emit('seen');
    const behaviour = this.#behaviours[body.model] ?? (() => audit);
    const doing = behaviour(this.of(body.model).length);
    if (doing === 'silence') return;
    const answer = typeof doing === 'function' ? { status: 200, body: JSON.stringify(completionOf(body, doing(body))) } : doing;
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(answer.body);
  }
}
