import type { Run } from '../domain/run.ts';
import { tagOfSeq } from './entity-tag.ts';
import { presentStatus, retryAfterSeconds } from './routes/runs/present-status.ts';

/** The answer to a status poll, ready to be written. Header lists end with the name of the header that differs by request. */
export interface EncodedStatus {
  readonly seq: number;
  readonly tag: string;
  readonly body: Buffer;
  readonly fullHeaders: readonly string[];
  readonly notModifiedHeaders: readonly string[];
}

export function encodeStatus(run: Run): EncodedStatus {
  const tag = tagOfSeq(run.seq);
  const body = Buffer.from(JSON.stringify(presentStatus(run)));
  const retryAfter = retryAfterSeconds(run);
  const shared = ['ETag', tag, 'Cache-Control', 'private, no-cache', ...(retryAfter === null ? [] : ['Retry-After', String(retryAfter)])];
  return {
    seq: run.seq,
    tag,
    body,
    fullHeaders: ['Content-Type', 'application/json', 'Content-Length', String(body.length), ...shared, 'X-Request-Id'],
    notModifiedHeaders: [...shared, 'X-Request-Id'],
  };
}
