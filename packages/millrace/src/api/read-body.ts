import type { IncomingMessage } from 'node:http';
import { MillraceError } from '../domain/errors.ts';

/** How long a client may take to send a body that is not streamed. */
const BODY_TIMEOUT_MS = 30_000;

/**
 * The bytes of a body, never more than `limit`: it is refused by its declared length before a byte is read, and by what
 * arrives as soon as it is too much. The rest of a refused body is left to the server, which ends the connection.
 */
export async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  const declared = Number(incoming.headers['content-length'] ?? 0);
  if (declared > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  const timer = setTimeout(
    () => void incoming.destroy(new MillraceError('request_timeout', 'The body did not arrive in time.')),
    BODY_TIMEOUT_MS,
  );
  try {
    for await (const bytes of bytesOf(incoming)) {
      size += bytes.length;
      if (size > limit) throw tooLarge(limit);
      chunks.push(bytes);
    }
  } catch (error) {
    throw MillraceError.is(error)
      ? error
      : new MillraceError('malformed_request', 'The connection ended before the whole body had arrived.', { cause: error });
  } finally {
    clearTimeout(timer);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size);
}

function tooLarge(limit: number): MillraceError {
  return new MillraceError(
    'body_too_large',
    `The body is larger than ${limit} bytes. Upload large data as a file and name it in the input.`,
  );
}

/** What arrives, without ending the connection when the reader stops early: the refusal still has to be sent. */
export function bytesOf(incoming: IncomingMessage): AsyncIterable<Buffer> {
  return incoming.iterator({ destroyOnReturn: false });
}
