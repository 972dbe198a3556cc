import type { ServerResponse } from 'node:http';
import { LENGTH_AT, REQUEST_ID_AT, type CachedPoll } from './poll-cache.ts';

/** Written from the lists that are kept with the answer: lists of its own for each poll would cost more than the rest. */
export function writePoll(
  { body, text, ending, headers }: CachedPoll,
  requestId: string,
  { outgoing, now }: { readonly outgoing: ServerResponse; readonly now: number },
): void {
  const rest = ending === null ? null : ending({ requestId, now });
  if (rest !== null) headers[headers.length + LENGTH_AT] = String(body.length + Buffer.byteLength(rest));
  headers[headers.length + REQUEST_ID_AT] = requestId;
  outgoing.writeHead(200, headers);
  outgoing.end(rest === null ? body : text + rest);
}
