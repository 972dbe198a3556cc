import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { basename } from 'node:path/posix';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { parseByteRange } from './byte-range.ts';
import { attachment } from './disposition.ts';
import { noneMatch } from './entity-tag.ts';
import { empty, SENT, type Reply, type ReplyHeaders } from './reply.ts';
import { startingWith } from './starting-with.ts';

/** A stored file, and what it is called. */
export interface FileToSend {
  readonly path: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly storageKey: string;
}

interface FileRequest {
  readonly artifacts: ArtifactStore;
  readonly file: FileToSend;
  /** What the browser saves it as; null for its own name. */
  readonly filename?: string | null;
  readonly requestId: string;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/**
 * Streams a file. Its content is somebody else's: it is always a download, never looked at for its type, and powerless
 * if a browser shows it all the same.
 */
export async function sendFile({ artifacts, file, filename, requestId, incoming, outgoing }: FileRequest): Promise<Reply> {
  const tag = `"${file.sha256}"`;
  const { headers } = incoming;
  if (noneMatch(headers['if-none-match'], tag)) return empty(304, { ETag: tag });
  const ifRange = headers['if-range'];
  const range = ifRange === undefined || ifRange === tag ? parseByteRange(headers.range, file.sizeBytes) : null;
  const length = range === null ? file.sizeBytes : range.end - range.start + 1;
  const status = range === null ? 200 : 206;
  const replyHeaders = {
    ...fileHeaders(file, filename ?? basename(file.path)),
    ETag: tag,
    'Content-Length': String(length),
    ...(range === null ? {} : { 'Content-Range': `bytes ${range.start}-${range.end}/${file.sizeBytes}` }),
  };
  if (incoming.method === 'HEAD') return { kind: 'text', status, text: null, headers: replyHeaders };
  const chunks = artifacts.read(file.storageKey, range ?? undefined)[Symbol.asyncIterator]();
  // The first chunk is read before anything is sent: a missing file is then still an error of its own.
  const first = await chunks.next();
  outgoing.writeHead(status, { ...replyHeaders, 'X-Request-Id': requestId });
  if (first.done === true) outgoing.end();
  else await pipeline(startingWith(first.value, chunks), outgoing).catch(() => outgoing.destroy());
  return SENT;
}

function fileHeaders(file: FileToSend, filename: string): ReplyHeaders {
  return {
    'Content-Type': /^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=[\w-]+)?$/.test(file.mediaType) ? file.mediaType : 'application/octet-stream',
    'Content-Disposition': attachment(filename),
    'Repr-Digest': `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`,
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-cache',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
