import type { RunFilter } from '../../store/run-filter.ts';
import { badQuery, list, optionalWhole, whole, word } from './read-query.ts';
import { STATUS_WORDS, statusesBehind, type StatusWord } from './statuses.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Seconds up to which a time may lie in the future: the year 5138. */
const LAST_SECOND = 100_000_000_000;
/** How many of the newest runs that fit are looked at; a list goes no further. */
export const MOST_RUNS = 1000;
const PAGE_SIZE = 100;

/** A list as it was asked for: what the store filters by, and what is left to be looked at in each run. */
export interface ListQuery {
  readonly filter: RunFilter;
  readonly appId: string | null;
  readonly appName: string | null;
  readonly deploymentId: string | null;
  /** The name of the key that started it. */
  readonly username: string | null;
  readonly statuses: readonly StatusWord[];
  readonly outputWorkspaces: readonly string[];
  readonly limit: number;
  readonly offset: number;
  readonly sortBy: 'start_timestamp' | 'status';
  readonly ascending: boolean;
}

export function translateList(query: URLSearchParams, now: number): ListQuery {
  const statuses = statusesOf(query);
  const runId = query.get('run_id');
  return {
    filter: {
      ...timesOf(query, now),
      ...(statuses.length === 0 ? {} : { statuses: statusesBehind(statuses) }),
      ...(runId === null ? {} : { ids: [runId] }),
    },
    appId: query.get('app_id'),
    appName: query.get('app_name'),
    deploymentId: query.get('deployment_id'),
    username: query.get('username'),
    statuses,
    outputWorkspaces: list(query, 'output_workspaces'),
    limit: whole(query, 'limit', { min: 1, max: MOST_RUNS, otherwise: PAGE_SIZE }),
    offset: whole(query, 'offset', { min: 0, max: Number.MAX_SAFE_INTEGER, otherwise: 0 }),
    sortBy: word(query, 'sort_by', ['start_timestamp', 'status'], 'start_timestamp'),
    ascending: word(query, 'order', ['ASCENDING', 'DESCENDING'], 'DESCENDING') === 'ASCENDING',
  };
}

function statusesOf(query: URLSearchParams): readonly StatusWord[] {
  const given = list(query, 'status');
  if (given.some((status) => !STATUS_WORDS.some((known) => known === status))) {
    throw badQuery('status', `must be of ${STATUS_WORDS.join(', ')}`);
  }
  return STATUS_WORDS.filter((known) => given.includes(known));
}

/** Both ends are included, and the last 24 hours are meant when there is no beginning. */
function timesOf(query: URLSearchParams, now: number): RunFilter {
  const from = optionalWhole(query, 'from_timestamp', { min: 0, max: LAST_SECOND });
  const to = optionalWhole(query, 'to_timestamp', { min: 0, max: LAST_SECOND });
  const end = to === null ? null : to * 1000;
  return {
    createdAfter: (from === null ? Math.min(end ?? now, now) - DAY_MS : from * 1000) - 1,
    ...(end === null ? {} : { createdBefore: end + 1 }),
  };
}
