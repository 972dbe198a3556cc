import { json, type Reply, type ReplyHeaders } from '../../api/reply.ts';
import type { DialectCall } from '../dialect.ts';
import { seconds } from '../seconds.ts';
import { VERSION_HEADER } from './version-gate.ts';

interface Meta {
  readonly request_id: string;
  readonly timestamp: string;
}

function presentMeta(requestId: string, now: number): Meta {
  return { request_id: requestId, timestamp: seconds(now) };
}

interface More {
  readonly status?: 200 | 202;
  readonly pagination?: Pagination;
  readonly headers?: ReplyHeaders;
}

/** `{ data, meta }`, with `pagination` for a page of a list. */
export function answer({ requestId, now }: DialectCall, data: unknown, { status = 200, pagination, headers = {} }: More = {}): Reply {
  const paging = pagination === undefined ? {} : { pagination };
  return json(status, { data, meta: presentMeta(requestId, now), ...paging }, { ...VERSION_HEADER, ...headers });
}

export interface Paging {
  readonly offset: number;
  readonly limit: number;
}

export interface Pagination {
  readonly next: string | null;
  readonly prev: string | null;
  readonly limit: number;
  readonly total: number;
}

/** Links to the pages around one, with everything else that was asked for. `url` is absolute and without a query. */
export function presentPagination(url: string, query: URLSearchParams, { offset, limit }: Paging, total: number): Pagination {
  const link = (from: number): string => {
    const asked = new URLSearchParams(query);
    asked.set('offset', String(from));
    asked.set('limit', String(limit));
    return `${url}?${asked.toString()}`;
  };
  return {
    next: offset + limit < total ? link(offset + limit) : null,
    prev: offset > 0 ? link(Math.max(0, offset - limit)) : null,
    limit,
    total,
  };
}
