import { readFileSync } from 'node:fs';

export type DiskFile = 'database' | 'log';

/** What the server did to its database, and what it told its clients, in the order in which it happened. */
export type DiskOperation =
  | { readonly kind: 'write'; readonly file: DiskFile; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: DiskFile; readonly size: number }
  | { readonly kind: 'sync'; readonly file: DiskFile }
  | { readonly kind: 'answer'; readonly marker: number };

const HEADER_BYTES = 24;

/** Reads the binary trace of the recorder. */
export function readTrace(path: string): readonly DiskOperation[] {
  const trace = readFileSync(path);
  const operations: DiskOperation[] = [];
  for (let at = 0; at < trace.length;) {
    const bytesLength = trace.readUInt32LE(at + 4);
    const kind = String.fromCharCode(trace.readUInt8(at));
    const end = at + HEADER_BYTES + (kind === 'W' ? bytesLength : 0);
    operations.push(operationOf(kind, trace.subarray(at, at + HEADER_BYTES), trace.subarray(at + HEADER_BYTES, end)));
    at = end;
  }
  return operations;
}

function operationOf(kind: string, header: Buffer, bytes: Buffer): DiskOperation {
  const file = String.fromCharCode(header.readUInt8(1)) === 'w' ? 'log' : 'database';
  const offset = Number(header.readBigUInt64LE(8));
  if (kind === 'W') return { kind: 'write', file, offset, bytes };
  if (kind === 'T') return { kind: 'truncate', file, size: offset };
  if (kind === 'S') return { kind: 'sync', file };
  return { kind: 'answer', marker: Number(header.readBigUInt64LE(16)) };
}
