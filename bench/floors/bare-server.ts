import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { answerParent } from '../child.ts';

/**
 * The floor of HTTP in Node: `node:http` and nothing else. It answers a GET with a body of a given size (or with 304
 * when the request brings the right entity tag), a POST with what was posted, and keeps `/stream` open for broadcasts.
 */
const question = z.union([z.object({ bodyBytes: z.int() }), z.object({ broadcast: z.string() })]);
const streams = new Set<ServerResponse>();
const TAG = '"1"';
let body = Buffer.alloc(0);

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'POST') {
    echo(request, response);
    return;
  }
  if (request.url === '/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('retry: 2000\n\n');
    streams.add(response);
    return;
  }
  if (request.headers['if-none-match'] === TAG) {
    response.writeHead(304, { etag: TAG });
    response.end();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length, etag: TAG });
  response.end(body);
}

function echo(request: IncomingMessage, response: ServerResponse): void {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => {
    parts.push(part);
  });
  request.on('end', () => {
    const posted = Buffer.concat(parts);
    response.writeHead(202, { 'content-type': 'application/json', 'content-length': posted.length });
    response.end(posted);
  });
}

const server = createServer(answer);
answerParent(async (asked) => {
  const parsed = question.parse(asked);
  if ('broadcast' in parsed) {
    for (const stream of streams) stream.write(parsed.broadcast);
    return streams.size;
  }
  body = Buffer.from(JSON.stringify({ padding: 'x'.repeat(Math.max(0, parsed.bodyBytes - '{"padding":""}'.length)) }));
  if (!server.listening) {
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : null;
});
