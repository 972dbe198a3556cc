import type { RunFilter } from '../store.ts';

/** The parts of a filter that an index can answer. Times are not among them: they bound every scan. */
export type Criterion = 'parentRunId' | 'concurrencyKey' | 'tag' | 'version' | 'workflow' | 'statuses';

/**
 * A way to find what a filter asks for: ranges of one index, each newest first, which together hold every run that
 * meets the criteria that the scan `covers`. Whatever else is asked for has to be looked at run by run.
 */
export interface Scan {
  readonly covers: ReadonlySet<Criterion>;
  readonly ranges: readonly Range[];
}

interface Range {
  /** The table and index, under the alias `k`. */
  readonly source: string;
  readonly conditions: readonly string[];
}

/**
 * Whether a run is in the index of one more criterion: a look at one entry, near those for the runs before and after.
 * The row itself would answer as well, but rows are large, and thousands of them lie far apart on the disk.
 */
const PROBES: Readonly<Record<Exclude<Criterion, 'statuses'>, string>> = {
  parentRunId: probe('runs AS p INDEXED BY runs_by_parent', 'p.parent_run_id = :parentRunId'),
  concurrencyKey: probe('runs AS p INDEXED BY runs_by_concurrency_key', 'p.concurrency_key = :concurrencyKey'),
  tag: probe('run_tags AS p', 'p.tag = :tag'),
  version: probe('runs AS p INDEXED BY runs_by_version', 'p.version = :version'),
  workflow: probe('runs AS p INDEXED BY runs_by_workflow', 'p.workflow = :workflow'),
};

const CRITERIA = ['parentRunId', 'concurrencyKey', 'tag', 'version', 'workflow', 'statuses'] as const satisfies readonly Criterion[];

/** The criteria that a filter has; a list of no statuses asks for all of them. */
function criteriaOf(filter: RunFilter): readonly Criterion[] {
  return CRITERIA.filter((criterion) => (criterion === 'statuses' ? (filter.statuses?.length ?? 0) > 0 : filter[criterion] !== undefined));
}

/** All scans that can answer a filter, those that usually hold the fewest runs first. Never empty. */
export function scansFor(filter: RunFilter): readonly Scan[] {
  const criteria = new Set(criteriaOf(filter));
  const statuses = criteria.has('statuses') ? [...new Set(filter.statuses)] : [];
  const scans: Scan[] = [];
  if (criteria.has('parentRunId')) scans.push(scan('parentRunId', 'runs AS k INDEXED BY runs_by_parent', 'k.parent_run_id = :parentRunId'));
  if (criteria.has('concurrencyKey')) {
    scans.push(scan('concurrencyKey', 'runs AS k INDEXED BY runs_by_concurrency_key', 'k.concurrency_key = :concurrencyKey'));
  }
  if (criteria.has('tag')) scans.push(scan('tag', 'run_tags AS k', 'k.tag = :tag'));
  if (criteria.has('version')) scans.push(scan('version', 'runs AS k INDEXED BY runs_by_version', 'k.version = :version'));
  if (criteria.has('workflow')) scans.push(workflowScan(statuses));
  if (statuses.length > 0) scans.push(statusScan(statuses));
  return scans.length > 0 ? scans : [{ covers: new Set(), ranges: [{ source: 'runs AS k INDEXED BY runs_by_creation', conditions: [] }] }];
}

function scan(criterion: Criterion, source: string, condition: string): Scan {
  return { covers: new Set([criterion]), ranges: [{ source, conditions: [condition] }] };
}

function workflowScan(statuses: readonly string[]): Scan {
  if (statuses.length === 0) return scan('workflow', 'runs AS k INDEXED BY runs_by_workflow', 'k.workflow = :workflow');
  const source = 'runs AS k INDEXED BY runs_by_workflow_status';
  const ranges = statuses.map((_, index) => ({ source, conditions: ['k.workflow = :workflow', `k.status = :status${index}`] }));
  return { covers: new Set(['workflow', 'statuses']), ranges };
}

function statusScan(statuses: readonly string[]): Scan {
  const source = 'runs AS k INDEXED BY runs_by_status';
  return { covers: new Set(['statuses']), ranges: statuses.map((_, index) => ({ source, conditions: [`k.status = :status${index}`] })) };
}

/** True when the index alone answers the filter. */
export function isComplete(scanned: Scan, filter: RunFilter): boolean {
  return criteriaOf(filter).every((criterion) => scanned.covers.has(criterion));
}

/**
 * Selects the run_key and created_at of the newest `:limit` runs, strictly between `:after…` and `:before…`.
 * The order is by time and then key, newest first.
 */
export function keysSql(scanned: Scan, filter: RunFilter): string {
  const residual = criteriaOf(filter)
    .filter((criterion) => !scanned.covers.has(criterion))
    .map((criterion) => (criterion === 'statuses' ? statusProbe(filter) : PROBES[criterion]));
  const ranges = scanned.ranges.map((range) => `SELECT * FROM (${rangeSql(range, residual)} LIMIT :limit)`);
  return `${ranges.join(' UNION ALL ')} ORDER BY created_at DESC, run_key DESC LIMIT :limit`;
}

/** For each range of a scan: where one lands after `:skip` runs, whether or not they meet the rest of the filter. */
export function boundarySqls(scanned: Scan): readonly string[] {
  return scanned.ranges.map((range) => `${rangeSql(range, [])} LIMIT 1 OFFSET :skip`);
}

function rangeSql({ source, conditions }: Range, residual: readonly string[]): string {
  const where = [
    'k.workspace_id = :workspaceId',
    ...conditions,
    '(k.created_at, k.run_key) < (:beforeAt, :beforeKey)',
    '(k.created_at, k.run_key) > (:afterAt, :afterKey)',
    ...residual,
  ];
  return `SELECT k.run_key, k.created_at FROM ${source} WHERE ${where.join(' AND ')} ORDER BY k.created_at DESC, k.run_key DESC`;
}

function statusProbe(filter: RunFilter): string {
  const probes = [...new Set(filter.statuses)].map((_, index) =>
    probe('runs AS p INDEXED BY runs_by_status', `p.status = :status${index}`),
  );
  return `(${probes.join(' OR ')})`;
}

function probe(source: string, condition: string): string {
  return `EXISTS (SELECT 1 FROM ${source} WHERE p.workspace_id = :workspaceId AND ${condition} AND p.created_at = k.created_at AND p.run_key = k.run_key)`;
}
