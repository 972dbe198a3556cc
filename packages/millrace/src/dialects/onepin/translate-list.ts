import { LIMITS } from '../../domain/limits.ts';
import type { Paging } from './envelope.ts';
import { RUN_WORDS, type RunWord } from './statuses.ts';
import { refused } from './translate.ts';

const PAGE_SIZE = 50;

export function readPaging(query: URLSearchParams): Paging {
  return {
    offset: whole(query, 'offset', { min: 0, max: Number.MAX_SAFE_INTEGER, otherwise: 0 }),
    limit: whole(query, 'limit', { min: 1, max: LIMITS.pageSize, otherwise: PAGE_SIZE }),
  };
}

function whole(query: URLSearchParams, name: string, range: { readonly min: number; readonly max: number; readonly otherwise: number }) {
  const text = query.get(name);
  if (text === null) return range.otherwise;
  const value = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= range.min && value <= range.max) return value;
  throw badQuery(name, `must be a whole number from ${range.min} to ${range.max}`);
}

/** One field of an order. */
export interface Sorting<F extends string> {
  readonly field: F;
  readonly descending: boolean;
}

/** The lists `sort` and `order` run in parallel; what the second does not say goes the way of its field. */
export function readSorting<F extends string>(
  query: URLSearchParams,
  ways: { readonly [field in F]: 'asc' | 'desc' },
): readonly Sorting<F>[] {
  const orders = query.getAll('order');
  const wrong = orders.find((order) => order !== 'asc' && order !== 'desc');
  if (wrong !== undefined) throw badQuery('order', 'must be asc or desc');
  return query.getAll('sort').map((name, index) => {
    const field = fieldOf(ways, name);
    if (field === undefined) throw badQuery('sort', `must be of ${Object.keys(ways).join(', ')}`);
    return { field, descending: (orders[index] ?? ways[field]) === 'desc' };
  });
}

function fieldOf<F extends string>(ways: { readonly [field in F]: unknown }, name: string): F | undefined {
  const isField = (text: string): text is F => Object.hasOwn(ways, text);
  return isField(name) ? name : undefined;
}

/** Words of a run, parted by commas; empty for all. Neither an unknown word nor an empty one is taken. */
export function readStatuses(query: URLSearchParams): readonly RunWord[] {
  const given = query.get('status')?.split(',') ?? [];
  const known = RUN_WORDS.filter((word) => given.includes(word));
  if (given.some((word) => !RUN_WORDS.some((candidate) => candidate === word))) {
    throw badQuery('status', `must be of ${RUN_WORDS.join(', ')}, parted by commas`);
  }
  return known;
}

export function readWord<W extends string>(query: URLSearchParams, name: string, words: readonly W[]): W | null {
  const given = query.get(name);
  const found = words.find((word) => word === given);
  if (given !== null && found === undefined) throw badQuery(name, `must be one of ${words.join(', ')}`);
  return found ?? null;
}

export function readFlag(query: URLSearchParams, name: string): boolean | null {
  const given = query.get(name);
  if (given === null) return null;
  if (given === 'true' || given === '1') return true;
  if (given === 'false' || given === '0') return false;
  throw badQuery(name, 'must be true or false');
}

/** What is searched for, in lower case; null for nothing. */
export function readSearch(query: URLSearchParams): string | null {
  const text = (query.get('search') ?? '').trim().toLowerCase();
  return text === '' ? null : text;
}

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i;

/** A span of time, both ends included; null where it is open. */
export interface Span {
  readonly from: number | null;
  readonly to: number | null;
}

export function readSpan(query: URLSearchParams, first: string, last: string): Span {
  const span = { from: readTime(query, first), to: readTime(query, last) };
  if (span.from !== null && span.to !== null && span.from > span.to) throw badQuery(last, `must not lie before ${first}`);
  return span;
}

function readTime(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null || text === '') return null;
  // A plus sign that was not encoded arrives as a space.
  const written = text.replace(/ (\d{2}:?\d{2})$/, '+$1');
  const at = WITH_OFFSET.test(written) ? Date.parse(written.replace(' ', 'T')) : Number.NaN;
  if (Number.isNaN(at)) throw badQuery(name, 'must be an ISO 8601 time with its UTC offset');
  return at;
}

function badQuery(name: string, message: string) {
  return refused([{ pointer: `?${name}`, message }]);
}
