import { MillraceError } from '../../domain/errors.ts';

/** The last thing on a page: when it was made, and which it was. */
export interface Position {
  readonly at: number;
  readonly id: string;
}

const DECODED = /^(\d{1,15})\.([\w-]{1,64})$/;

/** Opaque to clients. It names a thing by its public id, so it tells nobody more than the page did. */
export function encodeCursor({ at, id }: Position): string {
  return Buffer.from(`${at}.${id}`).toString('base64url');
}

/** Throws `invalid_parameter` for anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: string): Position {
  const decoded = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, at, id] = DECODED.exec(decoded) ?? [];
  if (at !== undefined && id !== undefined && encodeCursor({ at: Number(at), id }) === cursor) return { at: Number(at), id };
  throw new MillraceError('invalid_parameter', 'The cursor is not one that a page of this list gave. Start again without it.', {
    faults: [{ pointer: '?cursor', message: 'is not a cursor of this list' }],
  });
}
