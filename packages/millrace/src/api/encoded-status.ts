import type { Run } from '../domain/run.ts';
import { tagOfSeq } from './entity-tag.ts';
import { presentStatus, retryAfterSeconds } from './routes/runs/present-status.ts';

/**
 * The answer to a status poll, ready to be written. Header lists alternate names and values and end with the request id:
 * a place that each answer fills anew, because a list of its own for every request would cost more than the rest.
 */
export interface EncodedStatus {
  readonly seq: number;
  readonly tag: string;
  readonly body: Buffer;
  readonly fullHeaders: string[];
  readonly notModifiedHeaders: string[];
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
    fullHeaders: ['Content-Type', 'application/json', 'Content-Length', String(body.length), ...shared, 'X-Request-Id', ''],
    notModifiedHeaders: [...shared, 'X-Request-Id', ''],
  };
}
