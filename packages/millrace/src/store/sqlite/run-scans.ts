import type { RunFilter } from '../run-filter.ts';
import { criteriaOf, residualSql, workflowsOf } from './run-criteria.ts';
import type { Criterion, IndexedCriterion } from './run-criteria.ts';

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

const EVERYTHING: Scan = { covers: new Set(), ranges: [{ source: 'runs AS k INDEXED BY runs_by_creation', conditions: [] }] };

/** All scans that can answer a filter, those that usually hold the fewest runs first. Never empty. */
export function scansFor(filter: RunFilter): readonly Scan[] {
  const scans = criteriaOf(filter).flatMap((criterion) => scansOf(criterion, filter));
  return scans.length > 0 ? scans : [EVERYTHING];
}

function scansOf(criterion: Criterion, filter: RunFilter): readonly Scan[] {
  switch (criterion) {
    case 'ids':
      return [idScan(filter.ids ?? [])];
    case 'parentRunId':
      return [scan(criterion, 'runs AS k INDEXED BY runs_by_parent', 'k.parent_run_id = :parentRunId')];
    case 'batchId':
      return [scan(criterion, 'run_marks AS k', "k.kind = 'batch' AND k.value = :batchId")];
    case 'exampleId':
      return [scan(criterion, 'run_marks AS k', "k.kind = 'example' AND k.value = :exampleId")];
    case 'hasCorrections':
      if (filter.hasCorrections === false) return [];
      return [scan(criterion, 'verdicts AS k INDEXED BY verdicts_with_corrections', 'k.corrections > 0')];
    case 'verdict':
      return [scan(criterion, 'verdicts AS k INDEXED BY verdicts_by_verdict', 'k.verdict IS :verdict')];
    case 'verdictStatus':
      return [scan(criterion, 'verdicts AS k INDEXED BY verdicts_by_status', 'k.status = :verdictStatus')];
    case 'hasVerdict':
      return filter.hasVerdict === false ? [] : [scan(criterion, 'verdicts AS k INDEXED BY verdicts_by_creation')];
    case 'concurrencyKey':
      return [scan(criterion, 'runs AS k INDEXED BY runs_by_concurrency_key', 'k.concurrency_key = :concurrencyKey')];
    case 'tag':
      return [scan(criterion, 'run_tags AS k', 'k.tag = :tag')];
    case 'version':
      return [scan(criterion, 'runs AS k INDEXED BY runs_by_version', 'k.version = :version')];
    case 'workflow':
      return [workflowScan(workflowsOf(filter) ?? [], statusesOf(filter))];
    case 'statuses':
      return [statusScan(statusesOf(filter))];
    default:
      return [];
  }
}

function statusesOf({ statuses }: RunFilter): readonly string[] {
  return [...new Set(statuses)];
}

function scan(criterion: IndexedCriterion, source: string, ...conditions: readonly string[]): Scan {
  return { covers: new Set([criterion]), ranges: [{ source, conditions }] };
}

function idScan(ids: readonly string[]): Scan {
  const source = 'runs AS k INDEXED BY runs_by_id';
  return { covers: new Set(['ids']), ranges: ids.map((_, index) => ({ source, conditions: [`k.id = :id${index}`] })) };
}

function workflowScan(workflows: readonly string[], statuses: readonly string[]): Scan {
  const isWorkflow = workflows.map((_, index) => `k.workflow = :workflow${index}`);
  if (statuses.length === 0) {
    const source = 'runs AS k INDEXED BY runs_by_workflow';
    return { covers: new Set(['workflow']), ranges: isWorkflow.map((condition) => ({ source, conditions: [condition] })) };
  }
  const source = 'runs AS k INDEXED BY runs_by_workflow_status';
  const ranges = isWorkflow.flatMap((condition) =>
    statuses.map((_, index) => ({ source, conditions: [condition, `k.status = :status${index}`] })),
  );
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
    .map((criterion) => residualSql(criterion, filter));
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
