import { readFileSync } from 'node:fs';

/** A change of what one file holds. */
export type ContentChange =
  | { readonly kind: 'write'; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'resize'; readonly size: number };

/** What the server did to its files and sent through its sockets, in the order in which it happened. */
export type DiskOperation =
  | { readonly kind: 'create' | 'make-folder'; readonly inode: bigint; readonly path: string }
  | { readonly kind: 'rename' | 'link'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'change'; readonly inode: bigint; readonly change: ContentChange }
  | { readonly kind: 'sync-begin' | 'sync-end'; readonly inode: bigint; readonly thread: bigint }
  | { readonly kind: 'send'; readonly socket: number; readonly bytes: Buffer }
  /** The last send through that socket took only so many bytes; the rest was sent again. */
  | { readonly kind: 'sent-less'; readonly socket: number; readonly sent: number };

const HEADER_BYTES = 32;

/** Reads the trace that the recorder left. */
export function readTrace(path: string): readonly DiskOperation[] {
  const trace = readFileSync(path);
  const operations: DiskOperation[] = [];
  for (let at = 0; at < trace.length;) {
    const end = at + HEADER_BYTES + trace.readUInt32LE(at + 4);
    operations.push(operationOf(trace.subarray(at, at + HEADER_BYTES), trace.subarray(at + HEADER_BYTES, end)));
    at = end;
  }
  return operations;
}

function operationOf(header: Buffer, bytes: Buffer): DiskOperation {
  const kind = String.fromCharCode(header.readUInt8(0));
  const inode = header.readBigUInt64LE(8);
  const offset = Number(header.readBigUInt64LE(16));
  const thread = header.readBigUInt64LE(24);
  switch (kind) {
    case 'C':
      return { kind: 'create', inode, path: bytes.toString() };
    case 'M':
      return { kind: 'make-folder', inode, path: bytes.toString() };
    case 'R':
      return { kind: 'rename', ...twoNames(bytes) };
    case 'L':
      return { kind: 'link', ...twoNames(bytes) };
    case 'U':
      return { kind: 'remove', path: bytes.toString() };
    case 'W':
      return { kind: 'change', inode, change: { kind: 'write', offset, bytes } };
    case 'T':
      return { kind: 'change', inode, change: { kind: 'resize', size: offset } };
    case 'B':
      return { kind: 'sync-begin', inode, thread };
    case 'S':
      return { kind: 'sync-end', inode, thread };
    case 'A':
      return { kind: 'send', socket: Number(inode), bytes };
    case 'P':
      return { kind: 'sent-less', socket: Number(inode), sent: offset };
    default:
      throw new Error(`The trace has a record of the unknown kind ${JSON.stringify(kind)}.`);
  }
}

function twoNames(bytes: Buffer): { readonly from: string; readonly to: string } {
  const [from = '', to = ''] = bytes.toString().split('\0');
  return { from, to };
}
