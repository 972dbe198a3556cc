import type { DiskOperation } from './disk-operation.ts';
import { isBeginning, SocketReader } from './socket-reader.ts';
import type { Message } from './socket-reader.ts';

/** A message with the operation of the trace with which its last byte left. */
export type Said = Message & { readonly at: number };

/** Everything that left the server as HTTP, in the order in which it left. */
export function readSaid(trace: readonly DiskOperation[]): readonly Said[] {
  const sockets = new Map<number, SocketReader>();
  const said: Said[] = [];
  for (const { at, socket, bytes } of sendsOf(trace)) {
    const text = bytes.toString('latin1');
    const known = sockets.get(socket);
    // A number of a socket is used again, and a stream may have been cut in the middle.
    const reader = known === undefined || isBeginning(text) ? new SocketReader() : known;
    sockets.set(socket, reader);
    said.push(...reader.take(text).map((message) => ({ at, ...message })));
  }
  return said;
}

interface Send {
  readonly at: number;
  readonly socket: number;
  bytes: Buffer;
}

function sendsOf(trace: readonly DiskOperation[]): readonly Send[] {
  const sends: Send[] = [];
  const last = new Map<number, Send>();
  for (const [at, operation] of trace.entries()) {
    if (operation.kind === 'send') {
      const send = { at, socket: operation.socket, bytes: operation.bytes };
      last.set(operation.socket, send);
      sends.push(send);
    } else if (operation.kind === 'sent-less') {
      const send = last.get(operation.socket);
      if (send !== undefined) send.bytes = send.bytes.subarray(0, operation.sent);
    }
  }
  return sends;
}
