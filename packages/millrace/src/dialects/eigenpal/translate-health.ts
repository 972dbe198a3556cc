import { MillraceError } from '../../domain/errors.ts';
import { LIMITS } from '../../domain/limits.ts';
import { BUCKETS } from '../../domain/verdict-health.ts';
import { badQuery } from './errors.ts';
import type { AskedHealth } from './present-health.ts';
import { readTime } from './times.ts';

const DEFAULT_FROM = 'now-30d';
/** Documented filters that the counts of the core do not know. */
const UNSERVED = [
  'status',
  'trigger',
  'triggeredBy',
  'sourceRef',
  'batchId',
  'exampleId',
  'exampleIdContains',
  'completedAfter',
  'completedBefore',
];

export function translateHealth(query: URLSearchParams, now: number): AskedHealth {
  const unserved = UNSERVED.find((name) => query.has(name));
  if (unserved !== undefined) {
    throw new MillraceError(
      'not_implemented',
      `Review health is not filtered by ${unserved}. It counts all finished runs of an automation.`,
    );
  }
  const from = timeOf(query, 'from', DEFAULT_FROM, now);
  const to = timeOf(query, 'to', 'now', now);
  if (from >= to || to - from > LIMITS.healthRangeMs) throw badQuery('from', 'must be before to, and at most 400 days');
  const bucket = BUCKETS.find((known) => known === (query.get('bucket') ?? 'day'));
  if (bucket === undefined) throw badQuery('bucket', `must be ${BUCKETS.join(', ')}`);
  return {
    from,
    to,
    bucket,
    rollingWindow: countOf(query, 'rollingWindow', 100),
    minRollingReviews: countOf(query, 'minRollingReviews', 1),
  };
}

function timeOf(query: URLSearchParams, name: string, otherwise: string, now: number): number {
  const at = readTime(query.get(name) ?? otherwise, now);
  if (at === null) throw badQuery(name, 'must be an ISO date, or relative such as now-30d');
  return at;
}

function countOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name) ?? String(otherwise);
  const count = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= LIMITS.rollingWindow) return count;
  throw badQuery(name, `must be a whole number from 1 to ${LIMITS.rollingWindow}`);
}
