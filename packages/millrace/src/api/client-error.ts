import type { Duplex } from 'node:stream';
import { STATUS_CODES } from 'node:http';
import { MillraceError } from '../domain/errors.ts';
import { problemReply } from './on-error.ts';
import { newRequestId } from './request-id.ts';

/** Answers what cannot be read as HTTP, in the form of every other error, and ends the connection. */
export function answerClientError(error: Error, socket: Duplex): void {
  if (!socket.writable || socket.destroyed) {
    socket.destroy();
    return;
  }
  const requestId = newRequestId();
  const { status, text, headers } = problemReply(toMillraceError(error), requestId, '');
  const body = text ?? '';
  const lines = Object.entries({
    ...headers,
    'X-Request-Id': requestId,
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  );
}

function toMillraceError(error: Error): MillraceError {
  const code = 'code' in error ? error.code : '';
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new MillraceError('headers_too_large', 'The headers are larger than 16 KiB. Send less of them.');
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new MillraceError('request_timeout', 'The request did not arrive in time. Send it again.');
  }
  return new MillraceError('malformed_request', 'The request cannot be read as HTTP/1.1.');
}
