import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { z } from 'zod';
import { answerParent } from '../child.ts';
import { percentile } from '../order-statistics.ts';
import { responseEnd } from './response-end.ts';

/**
 * Sends the same few requests again and again over a number of connections, one at a time on each, on bare sockets: a client
 * must cost less than the server, or it measures itself.
 */
const question = z.object({
  url: z.string(),
  method: z.string(),
  /** Asked for in turns. */
  paths: z.array(z.string()),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
  connections: z.int(),
  durationMs: z.number(),
  expect: z.int(),
});
type Question = z.infer<typeof question>;

class Load {
  readonly #requests: readonly Buffer[];
  readonly #expected: string;
  readonly #tookMs: number[] = [];
  #until = 0;
  #bodyBytes = 0;
  #sent = 0;

  constructor(asked: Question) {
    const url = new URL(asked.url);
    const headers = {
      host: url.host,
      ...asked.headers,
      ...(asked.body === null ? {} : { 'content-length': String(Buffer.byteLength(asked.body)) }),
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#requests = asked.paths.map((path) => Buffer.from(`${asked.method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${asked.body ?? ''}`));
    this.#expected = `HTTP/1.1 ${asked.expect}`;
  }

  async run(url: URL, connections: number, durationMs: number): Promise<unknown> {
    const sockets = await Promise.all(Array.from({ length: connections }, async () => open(url)));
    const begun = performance.now();
    this.#until = begun + durationMs;
    await Promise.all(sockets.map(async (socket) => this.#drive(socket)));
    const seconds = (performance.now() - begun) / 1000;
    return {
      perSecond: this.#tookMs.length / seconds,
      p50Ms: percentile(this.#tookMs, 0.5),
      p99Ms: percentile(this.#tookMs, 0.99),
      bodyBytes: this.#bodyBytes,
    };
  }

  #next(): Buffer {
    const request = this.#requests[this.#sent % this.#requests.length];
    this.#sent += 1;
    return request ?? Buffer.alloc(0);
  }

  async #drive(socket: Socket): Promise<void> {
    return new Promise((resolve, reject) => {
      let received: Buffer | null = null;
      let sentAt = performance.now();
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('The server closed the connection.')));
      socket.on('data', (part: Buffer) => {
        received = received === null ? part : Buffer.concat([received, part]);
        const end = responseEnd(received);
        if (end === null) return;
        if (received.toString('latin1', 0, this.#expected.length) !== this.#expected) {
          reject(new Error(`Expected ${this.#expected}, got ${received.toString('latin1', 0, 400)}`));
          return;
        }
        this.#bodyBytes = end.bodyBytes;
        received = null;
        const now = performance.now();
        this.#tookMs.push(now - sentAt);
        sentAt = now;
        if (now < this.#until) {
          socket.write(this.#next());
          return;
        }
        socket.removeAllListeners('close');
        socket.end();
        resolve();
      });
      socket.write(this.#next());
    });
  }
}

async function open(url: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

answerParent(async (asked) => {
  const parsed = question.parse(asked);
  return new Load(parsed).run(new URL(parsed.url), parsed.connections, parsed.durationMs);
});
