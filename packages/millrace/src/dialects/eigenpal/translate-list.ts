import type { RunFilter } from '../../store/run-filter.ts';
import { LIMITS } from '../../domain/limits.ts';
import type { Trigger } from '../../domain/run.ts';
import { VERDICT_STATUSES, VERDICT_VALUES, type VerdictStatus, type VerdictValue } from '../../domain/verdict.ts';
import { MillraceError } from '../../domain/errors.ts';
import { badQuery } from './errors.ts';
import { readId } from './ids.ts';
import { whole } from './offset-page.ts';
import { TRIGGER_WORDS } from './present.ts';
import { EXECUTION_STATUSES, statusesBehind, type ExecutionStatus } from './statuses.ts';
import { readTime } from './times.ts';

const SYSTEM = '__system__';
const PAGE_SIZE = 50;
const LARGEST_OFFSET = 10_000;

/** A span of time, both ends exclusive. */
export interface Span {
  readonly after: number;
  readonly before: number;
}

/** A list as it was asked for: what the store filters by, and what is left to be looked at in each run. */
export interface ListQuery {
  readonly filter: RunFilter;
  readonly types: readonly string[];
  /** Ids or aliases of automations; empty for all. */
  readonly sources: readonly string[];
  readonly statuses: readonly ExecutionStatus[];
  readonly triggers: readonly Trigger['type'][];
  /** Null: no key. Empty for all. */
  readonly actors: readonly (string | null)[];
  readonly verdicts: readonly (VerdictValue | null)[];
  readonly verdictStatuses: readonly VerdictStatus[];
  readonly exampleIdContains: string | null;
  readonly noteContains: string | null;
  readonly reviewed: { readonly created: Span | null; readonly updated: Span | null; readonly closed: Span | null };
  /** True when something was asked for that no run has. */
  readonly matchesNothing: boolean;
  readonly limit: number;
  readonly offset: number;
  readonly cursor: string | null;
}

export function translateList(query: URLSearchParams, now: number): ListQuery {
  checkOrder(query);
  const statuses = words(query, 'status', EXECUTION_STATUSES);
  const triggers = triggersOf(query);
  const actors = list(query, 'triggeredBy').map((id) => (id === SYSTEM ? null : id));
  const verdicts = words(query, 'reviewVerdict', [...VERDICT_VALUES, 'null', 'nit']).map((word) =>
    word === 'null' || word === 'nit' ? null : word,
  );
  const verdictStatuses = words(query, 'reviewStatus', VERDICT_STATUSES);
  const reviewed = {
    created: span(query, 'reviewCreated', now),
    updated: span(query, 'reviewUpdated', now),
    closed: span(query, 'reviewClosed', now),
  };
  const noteContains = query.get('reviewNoteContains');
  const needsVerdict = flag(query, 'hasReview') || noteContains !== null || Object.values(reviewed).some((asked) => asked !== null);
  const [version, exampleId] = [text(query, 'sourceRef'), text(query, 'exampleId')];
  const behind = statusesBehind(statuses);
  const filter: RunFilter = {
    ...(behind.length === 0 ? {} : { statuses: behind }),
    ...(triggers.length === 1 && triggers[0] !== undefined ? { trigger: triggers[0] } : {}),
    ...(actors.length === 1 && actors[0] !== undefined ? { actor: actors[0] } : {}),
    ...(verdicts.length === 1 && verdicts[0] !== undefined ? { verdict: verdicts[0] } : {}),
    ...(verdictStatuses.length === 1 && verdictStatuses[0] !== undefined ? { verdictStatus: verdictStatuses[0] } : {}),
    ...(needsVerdict ? { hasVerdict: true } : {}),
    ...(flag(query, 'noReview') ? { hasVerdict: false } : {}),
    ...(flag(query, 'hasCorrections') ? { hasCorrections: true } : {}),
    ...(version === null ? {} : { version }),
    ...(exampleId === null ? {} : { exampleId }),
    ...times(query, now),
    ...idsOf(query),
    ...sampleRateOf(query),
  };
  return {
    filter,
    types: words(query, 'type', ['workflow', 'agent']),
    sources: list(query, 'source'),
    statuses,
    triggers,
    actors,
    verdicts,
    verdictStatuses,
    exampleIdContains: query.get('exampleIdContains'),
    noteContains,
    reviewed,
    matchesNothing:
      (statuses.length > 0 && behind.length === 0) || query.get('batchId') !== null || (needsVerdict && flag(query, 'noReview')),
    limit: whole(query, 'limit', { min: 1, max: LIMITS.pageSize, otherwise: PAGE_SIZE }),
    offset: whole(query, 'offset', { min: 0, max: LARGEST_OFFSET, otherwise: 0 }),
    cursor: query.get('cursor'),
  };
}

/** The vendor sorts by the time of creation, newest first, and in no other way. */
function checkOrder(query: URLSearchParams): void {
  words(query, 'sort', ['createdAt']);
  words(query, 'order', ['desc']);
  flag(query, 'experiments');
  if (query.get('sinceLastClosed') !== null) {
    throw new MillraceError(
      'not_implemented',
      'The filter sinceLastClosed is not served: what it counts from is not documented. Use createdAfter.',
    );
  }
}

function list(query: URLSearchParams, name: string): readonly string[] {
  const parts = (query.get(name) ?? '').split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

function words<W extends string>(query: URLSearchParams, name: string, known: readonly W[]): readonly W[] {
  const given = list(query, name);
  const found = known.filter((word) => given.some((part) => part === word));
  if (given.some((part) => !known.some((word) => word === part))) throw badQuery(name, `must be of ${known.join(', ')}`);
  return found;
}

/** The vendor takes one word for each of ours. */
function triggersOf(query: URLSearchParams): readonly Trigger['type'][] {
  const given = list(query, 'trigger');
  const types: Trigger['type'][] = ['api', 'cli', 'dashboard', 'schedule', 'webhook', 'retry', 'rerun', 'run', 'batch', 'mcp'];
  const unknown = given.find((word) => word !== 'email' && !types.some((type) => TRIGGER_WORDS[type] === word));
  if (unknown !== undefined) throw badQuery('trigger', `must be of ${Object.values(TRIGGER_WORDS).join(', ')}, email`);
  return types.filter((type) => given.includes(TRIGGER_WORDS[type]));
}

function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  if (value === null || ['false', '0'].includes(value)) return false;
  if (['true', '1'].includes(value)) return true;
  throw badQuery(name, 'must be true or false');
}

function text(query: URLSearchParams, name: string): string | null {
  const value = query.get(name);
  return value === '' ? null : value;
}

function time(query: URLSearchParams, name: string, now: number): number | null {
  const value = query.get(name);
  if (value === null || value === '') return null;
  const at = readTime(value, now);
  if (at === null) throw badQuery(name, 'must be an ISO date, or relative such as now-30d');
  return at;
}

function span(query: URLSearchParams, name: string, now: number): Span | null {
  const [after, before] = [time(query, `${name}After`, now), time(query, `${name}Before`, now)];
  if (after === null && before === null) return null;
  return { after: after ?? Number.NEGATIVE_INFINITY, before: before ?? Number.POSITIVE_INFINITY };
}

/** `from` and `to` are inclusive, the others are not. */
function times(query: URLSearchParams, now: number): RunFilter {
  const created = span(query, 'created', now);
  const completed = span(query, 'completed', now);
  const [from, to] = [time(query, 'from', now), time(query, 'to', now)];
  const after = Math.max(created?.after ?? Number.NEGATIVE_INFINITY, from === null ? Number.NEGATIVE_INFINITY : from - 1);
  const before = Math.min(created?.before ?? Number.POSITIVE_INFINITY, to === null ? Number.POSITIVE_INFINITY : to + 1);
  return {
    ...(Number.isFinite(after) ? { createdAfter: after } : {}),
    ...(Number.isFinite(before) ? { createdBefore: before } : {}),
    ...(completed !== null && Number.isFinite(completed.after) ? { completedAfter: completed.after } : {}),
    ...(completed !== null && Number.isFinite(completed.before) ? { completedBefore: completed.before } : {}),
  };
}

function idsOf(query: URLSearchParams): RunFilter {
  const ids = list(query, 'ids').map((shown) => readId('exec', shown));
  if (ids.length > LIMITS.filterIds) throw badQuery('ids', `must name at most ${LIMITS.filterIds} runs`);
  return ids.length === 0 ? {} : { ids };
}

function sampleRateOf(query: URLSearchParams): RunFilter {
  const value = query.get('sampleRate');
  if (value === null) return {};
  const rate = /^\d(?:\.\d{1,17})?$/.test(value) ? Number(value) : Number.NaN;
  if (rate >= 0 && rate <= 1) return { sampleRate: rate };
  throw badQuery('sampleRate', 'must be a number from 0 to 1');
}
