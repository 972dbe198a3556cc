import { LIMITS } from '../../domain/limits.ts';
import { badQuery } from './errors.ts';

const PAGE_SIZE = 50;

/** The vendor's other kind of list: by offset, with the number of all. */
export interface OffsetPage<T> {
  readonly data: readonly T[];
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
}

export function offsetPage<T>(items: readonly T[], query: URLSearchParams): OffsetPage<T> {
  const limit = whole(query, 'limit', { min: 1, max: LIMITS.pageSize, otherwise: PAGE_SIZE });
  const offset = whole(query, 'offset', { min: 0, max: Number.MAX_SAFE_INTEGER, otherwise: 0 });
  return { data: items.slice(offset, offset + limit), total: items.length, limit, offset };
}

/** A whole number of a query. */
export function whole(
  query: URLSearchParams,
  name: string,
  range: { readonly min: number; readonly max: number; readonly otherwise: number },
): number {
  const value = query.get(name);
  if (value === null) return range.otherwise;
  const number = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= range.min && number <= range.max) return number;
  throw badQuery(name, `must be a whole number from ${range.min} to ${range.max}`);
}
