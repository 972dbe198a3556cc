import { fsync, openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { answerOf, effectRequest } from './effect-log.ts';
import type { Effect } from './effect-log.ts';

/**
 * The outside world of the crash test: a process of its own that is never killed. An effect is appended to its log and
 * synced before it is answered, so the log knows more about what happened than anything that was killed.
 */
const [logPath = ''] = process.argv.slice(2);
const log = openSync(logPath, 'a');
let sequence = 0;
let syncing = false;
let unanswered: (() => void)[] = [];

async function record(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const at = Date.now();
  const { value, ...asked } = effectRequest.parse(JSON.parse(await text(request)));
  sequence += 1;
  const effect: Effect = { ...asked, sequence, at, effectId: String(request.headers['idempotency-key']) };
  writeSync(log, `${JSON.stringify(effect)}\n`);
  unanswered.push(() => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ value: answerOf(asked.step, value) }));
  });
  if (!syncing) syncAndAnswer();
}

function syncAndAnswer(): void {
  const answers = unanswered;
  unanswered = [];
  syncing = answers.length > 0;
  if (!syncing) return;
  fsync(log, (error) => {
    if (error !== null) throw error;
    for (const answer of answers) answer();
    syncAndAnswer();
  });
}

const server = createServer((request, response) => {
  record(request, response).catch((error: unknown) => response.writeHead(400).end(String(error)));
});
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.({ url: `http://127.0.0.1:${address.port}` });
});
process.on('disconnect', () => process.exit(0));
