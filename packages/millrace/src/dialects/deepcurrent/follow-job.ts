import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiDeps } from '../../api/api-deps.ts';
import { SENT, type Reply } from '../../api/reply.ts';
import { isTerminal } from '../../domain/run-status.ts';
import type { Run } from '../../domain/run.ts';
import { presentEvent } from './present-job.ts';

const HEARTBEAT_MS = 15_000;

interface Connection {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly requestId: string;
}

/**
 * Sends an event `progress` whenever status, percent or message of a job have changed, and one `complete` at its end, and
 * closes. A client that reads slowly is sent what is true when it has caught up, not all that has been.
 */
export function followJob(deps: ApiDeps, run: Run, { outgoing, requestId }: Connection): Reply {
  deps.eventStreams.checkRoom();
  outgoing.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
    'X-Request-Id': requestId,
  });
  let last = '';
  const tell = (): void => {
    if (outgoing.destroyed || outgoing.writableNeedDrain) return;
    const now = deps.context.store.runs.get(run.workspaceId, run.id);
    if (now === null) return end();
    const event = presentEvent(now);
    const isOver = isTerminal(now.status);
    const said = `${event.status} ${event.progress_percent} ${event.progress_message}`;
    if (said !== last || isOver) outgoing.write(`event: ${isOver ? 'complete' : 'progress'}\ndata: ${JSON.stringify(event)}\n\n`);
    last = said;
    if (isOver) end();
  };
  const unsubscribe = deps.runWatch.subscribe(run.workspaceId, run.id, tell);
  const heart = setInterval(() => {
    if (!outgoing.writableNeedDrain) outgoing.write(': still here\n\n');
  }, HEARTBEAT_MS).unref();
  const end = (): void => {
    unsubscribe();
    clearInterval(heart);
    outgoing.end();
  };
  outgoing.on('drain', tell);
  outgoing.once('close', end);
  tell();
  return SENT;
}
