import type { RunFilter } from '../run-filter.ts';

/** The parts of a filter. Times of creation are not among them: they bound every scan. */
export type Criterion = IndexedCriterion | RowCriterion;

/** Those that an index answers, or a look at one entry of an index. */
export type IndexedCriterion =
  | 'ids'
  | 'parentRunId'
  | 'batchId'
  | 'exampleId'
  | 'hasCorrections'
  | 'verdict'
  | 'verdictStatus'
  | 'hasVerdict'
  | 'concurrencyKey'
  | 'tag'
  | 'version'
  | 'workflow'
  | 'statuses';

/** Those that take a look at the row of the run. */
type RowCriterion = 'trigger' | 'actor' | 'completed' | 'sampleRate';

const GIVEN: Readonly<Record<Criterion, (filter: RunFilter) => boolean>> = {
  ids: ({ ids }) => ids !== undefined,
  parentRunId: ({ parentRunId }) => parentRunId !== undefined,
  batchId: ({ batchId }) => batchId !== undefined,
  exampleId: ({ exampleId }) => exampleId !== undefined,
  hasCorrections: ({ hasCorrections }) => hasCorrections !== undefined,
  verdict: ({ verdict }) => verdict !== undefined,
  verdictStatus: ({ verdictStatus }) => verdictStatus !== undefined,
  hasVerdict: ({ hasVerdict }) => hasVerdict !== undefined,
  concurrencyKey: ({ concurrencyKey }) => concurrencyKey !== undefined,
  tag: ({ tag }) => tag !== undefined,
  version: ({ version }) => version !== undefined,
  workflow: (filter) => workflowsOf(filter) !== null,
  statuses: ({ statuses }) => (statuses?.length ?? 0) > 0,
  trigger: ({ trigger }) => trigger !== undefined,
  actor: ({ actor }) => actor !== undefined,
  completed: ({ completedAfter, completedBefore }) => completedAfter !== undefined || completedBefore !== undefined,
  sampleRate: ({ sampleRate }) => sampleRate !== undefined,
};

/** The criteria that a filter has; a list of no statuses asks for all of them. */
export function criteriaOf(filter: RunFilter): readonly Criterion[] {
  return Object.entries(GIVEN).flatMap(([criterion, isGiven]) => (isCriterion(criterion) && isGiven(filter) ? [criterion] : []));
}

/** True when a look at thousands of runs means thousands of rows, or thousands of hashes. */
export function readsRows(filter: RunFilter): boolean {
  return GIVEN.trigger(filter) || GIVEN.actor(filter) || GIVEN.completed(filter) || GIVEN.sampleRate(filter);
}

/** True when one of no ids, or of no workflows, is asked for. */
export function asksForNothing(filter: RunFilter): boolean {
  return filter.ids?.length === 0 || workflowsOf(filter)?.length === 0;
}

/** The workflows whose runs are asked for, none of them twice; null when all are. */
export function workflowsOf({ workflow, workflows }: RunFilter): readonly string[] | null {
  if (workflows === undefined || workflows.length === 0) return workflow === undefined ? null : [workflow];
  return [...new Set(workflows)].filter((name) => workflow === undefined || name === workflow);
}

/** The condition for a run `k` of a scan that does not cover the criterion. */
export function residualSql(criterion: Criterion, filter: RunFilter): string {
  switch (criterion) {
    case 'ids':
      return any((filter.ids ?? []).map((_, index) => probe('runs AS p INDEXED BY runs_by_id', `p.id = :id${index}`)));
    case 'parentRunId':
      return probe('runs AS p INDEXED BY runs_by_parent', 'p.parent_run_id = :parentRunId');
    case 'batchId':
      return probe('run_marks AS p', "p.kind = 'batch' AND p.value = :batchId");
    case 'exampleId':
      return probe('run_marks AS p', "p.kind = 'example' AND p.value = :exampleId");
    case 'hasCorrections':
      return not(filter.hasCorrections, probe('verdicts AS p INDEXED BY verdicts_with_corrections', 'p.corrections > 0'));
    case 'verdict':
      return probe('verdicts AS p INDEXED BY verdicts_by_verdict', 'p.verdict IS :verdict');
    case 'verdictStatus':
      return probe('verdicts AS p INDEXED BY verdicts_by_status', 'p.status = :verdictStatus');
    case 'hasVerdict':
      return not(filter.hasVerdict, probe('verdicts AS p INDEXED BY verdicts_by_creation', '1'));
    case 'concurrencyKey':
      return probe('runs AS p INDEXED BY runs_by_concurrency_key', 'p.concurrency_key = :concurrencyKey');
    case 'tag':
      return probe('run_tags AS p', 'p.tag = :tag');
    case 'version':
      return probe('runs AS p INDEXED BY runs_by_version', 'p.version = :version');
    case 'workflow':
      return any((workflowsOf(filter) ?? []).map((_, at) => probe('runs AS p INDEXED BY runs_by_workflow', `p.workflow = :workflow${at}`)));
    case 'statuses':
      return any([...new Set(filter.statuses)].map((_, at) => probe('runs AS p INDEXED BY runs_by_status', `p.status = :status${at}`)));
    case 'trigger':
      return row("json_extract(p.identity, '$.trigger.type') = :trigger");
    case 'actor':
      return row("json_extract(p.identity, '$.trigger.actor') IS :actor");
    case 'completed':
      // Neither is true of a run that goes on: it has no such time.
      return row("json_extract(p.state, '$.finishedAt') > :completedAfter AND json_extract(p.state, '$.finishedAt') < :completedBefore");
    case 'sampleRate':
      return row('sample_rank((SELECT sample_key FROM workspaces WHERE id = :workspaceId), p.id) < :sampleRate');
  }
}

/** Looks at one entry, near those for the runs before and after. The rows themselves are large and lie far apart on the disk. */
function probe(source: string, condition: string): string {
  return `EXISTS (SELECT 1 FROM ${source} WHERE p.workspace_id = :workspaceId AND ${condition} AND p.created_at = k.created_at AND p.run_key = k.run_key)`;
}

function row(condition: string): string {
  return `EXISTS (SELECT 1 FROM runs AS p WHERE p.run_key = k.run_key AND p.workspace_id = :workspaceId AND ${condition})`;
}

function any(conditions: readonly string[]): string {
  return `(${conditions.join(' OR ')})`;
}

function not(wanted: boolean | undefined, condition: string): string {
  return wanted === false ? `NOT ${condition}` : condition;
}

function isCriterion(name: string): name is Criterion {
  return Object.hasOwn(GIVEN, name);
}
