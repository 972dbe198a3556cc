import type { IncomingMessage } from 'node:http';
import { MillraceError } from '../domain/errors.ts';
import { bytesOf } from './read-body.ts';

/** A client that sends nothing for this long has gone. */
const IDLE_MS = 30_000;

/** The bytes of a body as they come. Ends with an error when there are more than `limit`, or none for half a minute. */
export async function* bodyStream(incoming: IncomingMessage, limit: number): AsyncGenerator<Uint8Array> {
  const tooLarge = (): MillraceError => new MillraceError('body_too_large', `The file is larger than ${limit} bytes.`);
  if (Number(incoming.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const stall = (): void => void incoming.destroy(new MillraceError('request_timeout', 'The upload stalled. Send the file again.'));
  const timer = setTimeout(stall, IDLE_MS);
  let size = 0;
  try {
    for await (const bytes of bytesOf(incoming)) {
      timer.refresh();
      size += bytes.length;
      if (size > limit) throw tooLarge();
      yield bytes;
    }
  } catch (error) {
    throw MillraceError.is(error)
      ? error
      : new MillraceError('malformed_request', 'The connection ended before the whole file had arrived.', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
