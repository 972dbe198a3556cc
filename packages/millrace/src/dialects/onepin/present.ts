import { chargedCredits } from '../../domain/ledger.ts';
import type { Run } from '../../domain/run.ts';
import { runWord, type RunWord } from './statuses.ts';
import { optionalSeconds, seconds } from '../seconds.ts';
import type { Definition } from './definition.ts';

export interface TriggeredBy {
  readonly user_id: string;
  readonly user_name: string;
}

/** A run and what is shown of it that it does not hold itself. */
export interface RunFacts {
  readonly run: Run;
  readonly workflowId: string;
  readonly totalNodes: number;
  /** What was used, by meter. */
  readonly usage: { readonly [meter: string]: number };
  readonly hasExport: boolean;
  readonly triggeredBy: TriggeredBy | null;
}

interface RunProgress {
  readonly total_nodes: number;
  readonly total_steps: number;
  readonly finished_steps: number;
}

interface Pauses {
  readonly pause_requested_at: string | null;
  readonly paused_at: string | null;
}

export interface RunStatusOut extends RunProgress, Partial<Pauses> {
  readonly id: string;
  readonly workflow_id: string;
  readonly status: RunWord;
  readonly run_number: number;
  readonly token_cost: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly usage_summary: { readonly [meter: string]: number };
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly error: string | null;
  readonly has_export: boolean;
  readonly triggered_by: TriggeredBy | null;
}

/** The document of the status page. The page has no pauses, so they are there only when there is one to tell of. */
export function presentStatus(facts: RunFacts): RunStatusOut {
  const { run, workflowId, usage, hasExport, triggeredBy } = facts;
  const pauses = presentPauses(run);
  return {
    id: run.id,
    workflow_id: workflowId,
    status: runWord(run),
    run_number: run.runNumber,
    token_cost: run.creditsUsed,
    created_at: seconds(run.createdAt),
    updated_at: seconds(run.updatedAt),
    ...presentProgress(run, facts.totalNodes),
    usage_summary: usage,
    started_at: optionalSeconds(run.startedAt),
    completed_at: optionalSeconds(finishedAt(run)),
    error: run.status === 'failed' ? run.error.message : null,
    has_export: hasExport,
    triggered_by: triggeredBy,
    ...(pauses.pause_requested_at === null && pauses.paused_at === null ? {} : pauses),
  };
}

export interface RunOut extends Omit<RunStatusOut, keyof Pauses>, Pauses {
  readonly credits: number;
}

export function presentRun(facts: RunFacts): RunOut {
  return { ...presentStatus(facts), ...presentPauses(facts.run), credits: creditsOf(facts.run) };
}

export interface RunDetailOut extends RunOut {
  readonly definition_snapshot: Definition;
}

export function presentRunDetail(facts: RunFacts, snapshot: Definition): RunDetailOut {
  return { ...presentRun(facts), definition_snapshot: snapshot };
}

export interface RunListItem extends RunProgress, Pauses {
  readonly id: string;
  readonly status: RunWord;
  readonly run_number: number;
  readonly credits: number;
  readonly usage_summary: { readonly [meter: string]: number };
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly created_at: string;
  readonly triggered_by: TriggeredBy | null;
}

export function presentListItem({ run, totalNodes, usage, triggeredBy }: RunFacts): RunListItem {
  return {
    id: run.id,
    status: runWord(run),
    run_number: run.runNumber,
    ...presentProgress(run, totalNodes),
    credits: creditsOf(run),
    usage_summary: usage,
    started_at: optionalSeconds(run.startedAt),
    completed_at: optionalSeconds(finishedAt(run)),
    ...presentPauses(run),
    created_at: seconds(run.createdAt),
    triggered_by: triggeredBy,
  };
}

/** What the run counts itself; otherwise its steps, of which there will be one for each node at least. */
export function presentProgress(run: Run, totalNodes: number): RunProgress {
  const { unitsDone, unitsTotal } = run.progress;
  if (unitsDone !== null && unitsTotal !== null) {
    return { total_nodes: totalNodes, total_steps: Math.floor(unitsTotal), finished_steps: Math.floor(unitsDone) };
  }
  const finished = run.steps.completed;
  const total = run.status === 'completed' ? finished : Math.max(totalNodes, finished + run.steps.failed);
  return { total_nodes: totalNodes, total_steps: total, finished_steps: finished };
}

function presentPauses(run: Run): Pauses {
  return {
    pause_requested_at: optionalSeconds(run.pauseRequestedAt),
    paused_at: run.status === 'paused' ? seconds(run.statusAt) : null,
  };
}

/** What the run is charged, as far as it has come. */
export function creditsOf({ credits, creditsUsed }: Run): number {
  return chargedCredits(credits, creditsUsed);
}

export function finishedAt(run: Run): number | null {
  return 'finishedAt' in run ? run.finishedAt : null;
}
