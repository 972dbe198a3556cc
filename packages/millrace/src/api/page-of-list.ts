import { MillraceError } from '../domain/errors.ts';

/** One page of a list that is read as a whole; its cursor is the index of the first item. */
export function pageOfList<T>(
  items: readonly T[],
  query: { readonly limit: number; readonly cursor?: string | undefined },
): {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
} {
  const from = indexOfCursor(query.cursor);
  const end = from + query.limit;
  return { data: items.slice(from, end), nextCursor: end < items.length ? String(end) : null };
}

export function indexOfCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw new MillraceError('invalid_parameter', 'The cursor is not one of this list. Take it from next_cursor of the page before.', {
    faults: [{ pointer: '?cursor', message: 'is not a cursor of this list' }],
  });
}
