import type { Definition } from './definition.ts';
import type { RunWord } from './statuses.ts';
import type { WordCounts } from './runs-of-workflow.ts';
import { optionalSeconds, seconds } from '../seconds.ts';

export interface WorkflowFacts {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly runsCount: number;
  readonly lastRun: { readonly createdAt: number; readonly status: RunWord } | null;
  readonly counts: WordCounts;
}

export interface WorkflowListItem {
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  readonly description: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly runs_count: number;
  readonly last_run_at: string | null;
  readonly last_run_status: RunWord | null;
  readonly run_status_counts: WordCounts;
}

export function presentWorkflowItem(facts: WorkflowFacts): WorkflowListItem {
  const { lastRun } = facts;
  return {
    id: facts.id,
    user_id: facts.userId,
    name: facts.name,
    description: facts.description === '' ? null : facts.description,
    created_at: seconds(facts.createdAt),
    updated_at: seconds(facts.updatedAt),
    runs_count: facts.runsCount,
    last_run_at: optionalSeconds(lastRun?.createdAt ?? null),
    last_run_status: lastRun?.status ?? null,
    run_status_counts: facts.counts,
  };
}

export function presentWorkflow(facts: WorkflowFacts, definition: Definition): WorkflowListItem & { readonly definition: Definition } {
  return { ...presentWorkflowItem(facts), definition };
}

export const WORKFLOW_WORDS = ['draft', 'running', 'completed', 'failed', 'paused'] as const;

/** The state of a workflow as lists filter by it: that of its latest run. Nothing is `paused`, and one cancelled last is in no list. */
export function hasState({ lastRun }: WorkflowFacts, word: (typeof WORKFLOW_WORDS)[number]): boolean {
  if (word === 'draft' || lastRun === null) return word === 'draft' && lastRun === null;
  if (word === 'running') return ['pending', 'running', 'paused'].includes(lastRun.status);
  return word !== 'paused' && lastRun.status === word;
}
