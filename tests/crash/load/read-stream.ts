import { setTimeout as pause } from 'node:timers/promises';
import { NoMoreServer } from './api-call.ts';
import type { ClientLog } from './client-log.ts';
import type { ServerLink } from './server-link.ts';

/** Follows the events of a run over as many connections and lives of the server as it takes, until `isOver`. */
export async function readStream(link: ServerLink, log: ClientLog, runId: string, isOver: (lastSeq: number) => boolean): Promise<void> {
  for (;;) {
    const last = log.lastEventId(runId);
    if (last !== null && isOver(last)) return;
    const address = await link.whenUp();
    if (address === null) throw new NoMoreServer('The server is gone for good.');
    const headers = new Headers({ authorization: `Bearer ${address.api_key}`, accept: 'text/event-stream' });
    if (last !== null) headers.set('last-event-id', String(last));
    try {
      const response = await fetch(`${address.url}/v1/runs/${runId}/events`, { headers });
      if (response.ok && response.body !== null) await readEvents(response.body, (seq, type) => log.streamed(runId, { seq, type }));
    } catch {
      // The server was killed while it was sending; the next connection goes on from the last event that came whole.
    }
    await pause(10);
  }
}

async function readEvents(body: ReadableStream<Uint8Array>, take: (seq: number, type: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const part of body) {
    const blocks = `${rest}${decoder.decode(part, { stream: true })}`.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) readBlock(block, take);
  }
}

function readBlock(block: string, take: (seq: number, type: string) => void): void {
  const fields = new Map(block.split('\n').map((line): [string, string] => splitField(line)));
  const [id, type] = [fields.get('id'), fields.get('event')];
  if (id !== undefined && type !== undefined) take(Number(id), type);
}

function splitField(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
}
