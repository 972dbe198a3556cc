import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { z } from 'zod';
import { answerParent } from '../child.ts';

/**
 * Holds many event streams open on bare sockets, and tells when each of them got a text. Times are epoch milliseconds
 * with fractions, so that they can be compared with those of other processes on the machine.
 */
const question = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), url: z.string(), path: z.string(), headers: z.record(z.string(), z.string()), connections: z.int() }),
  z.object({ kind: z.literal('await'), text: z.string() }),
  z.object({ kind: z.literal('close') }),
]);
type Question = z.infer<typeof question>;

const OPENED_AT_ONCE = 200;
let sockets: Socket[] = [];

answerParent(async (asked) => {
  const parsed = question.parse(asked);
  if (parsed.kind === 'open') return open(parsed);
  if (parsed.kind === 'await') return awaitText(parsed.text);
  for (const socket of sockets) socket.destroy();
  sockets = [];
  return 0;
});

async function open({ url, path, headers, connections }: Extract<Question, { kind: 'open' }>): Promise<number> {
  const { host, hostname, port } = new URL(url);
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  while (sockets.length < connections) {
    const size = Math.min(OPENED_AT_ONCE, connections - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: size }, async () => openOne(hostname, Number(port), request)))));
  }
  return sockets.length;
}

async function openOne(host: string, port: number, request: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    let head = '';
    const onData = (part: Buffer): void => {
      head += part.toString('latin1');
      // The first words of the stream have come, not only the head of the response.
      if (!head.includes('retry:')) return;
      socket.off('data', onData);
      if (head.startsWith('HTTP/1.1 200')) resolve(socket);
      else reject(new Error(`A stream was answered with ${head.slice(0, 200)}`));
    };
    socket.on('error', reject);
    socket.on('data', onData);
    socket.write(request);
  });
}

async function awaitText(text: string): Promise<readonly number[]> {
  return Promise.all(
    sockets.map(
      async (socket) =>
        new Promise<number>((resolve) => {
          let received = '';
          const onData = (part: Buffer): void => {
            received += part.toString('latin1');
            if (!received.includes(text)) return;
            socket.off('data', onData);
            resolve(performance.timeOrigin + performance.now());
          };
          socket.on('data', onData);
        }),
    ),
  );
}
