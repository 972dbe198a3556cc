import type { ItemSummary as WireItems, Run as WireRun, RunLinks, Stage } from '@millrace/protocol';
import type { z } from 'zod';
import { gapReport, type ItemSummary } from '../../../domain/items.ts';
import { isTerminal } from '../../../domain/run-status.ts';
import type { Run } from '../../../domain/run.ts';
import type { StageState } from '../../../domain/stage.ts';
import { optionalTimestamp, timestamp } from '../../timestamp.ts';
import { presentCosts, presentRunCredits } from './present-cost.ts';
import { presentError } from './present-error.ts';
import { pollAfterMs, presentProgress, presentWait } from './present-status.ts';

/** A run without what has to be asked for. The same seq always gives the same text. */
export function presentRun(run: Run, sampleRank: number): WireRun {
  return {
    id: run.id,
    workflow: run.workflow,
    version: run.version,
    run_number: run.runNumber,
    status: run.status,
    status_reason: run.reason,
    waiting_for: run.status === 'waiting' ? presentWait(run.waitingFor) : null,
    finished: isTerminal(run.status),
    seq: run.seq,
    progress: presentProgress(run),
    stages: run.stages.map(presentStage),
    step_counts: { completed: run.steps.completed, failed: run.steps.failed, attempts: run.steps.attempts },
    item_summary: presentItems(run.items),
    gap_report: run.items === null ? null : presentGaps(run.items),
    cost: presentCosts(run.costs),
    credits: presentRunCredits(run),
    error: run.status === 'failed' ? presentError(run.error) : null,
    timing: presentTiming(run),
    tags: [...run.tags],
    metadata: { ...run.metadata },
    priority: run.priority,
    concurrency_key: run.concurrencyKey,
    trigger: { type: run.trigger.type, actor: run.trigger.actor, request_id: run.trigger.requestId },
    lineage: presentLineage(run),
    deleted: [...run.deleted],
    example: run.example === null ? null : { id: run.example.id, name: run.example.name },
    evaluation: run.evaluation === null ? null : { score: run.evaluation.score, passed: run.evaluation.passed },
    verdict: presentVerdictSummary(run),
    sample_rank: sampleRank,
    poll_after_ms: pollAfterMs(run),
    links: presentLinks(run),
  };
}

export function presentItems(items: ItemSummary | null): WireItems | null {
  if (items === null) return null;
  const { input, delivered, dropped, failed, pending, reasons } = items;
  return { input, delivered, dropped, failed, pending, reasons: { ...reasons } };
}

function presentGaps(items: ItemSummary): NonNullable<WireRun['gap_report']> {
  const { input, delivered, unresolved, reasons } = gapReport(items);
  return { input, delivered, unresolved, reasons: reasons.map(({ reason, count }) => ({ reason, count })) };
}

function presentStage(stage: StageState): Stage {
  return {
    name: stage.name,
    title: stage.title,
    weight: stage.weight,
    status: stage.status,
    started_at: optionalTimestamp(stage.startedAt),
    finished_at: optionalTimestamp(stage.finishedAt),
  };
}

function presentTiming(run: Run): WireRun['timing'] {
  const finishedAt = 'finishedAt' in run ? run.finishedAt : null;
  return {
    created_at: timestamp(run.createdAt),
    start_at: optionalTimestamp(run.startAt),
    started_at: optionalTimestamp(run.startedAt),
    finished_at: optionalTimestamp(finishedAt),
    updated_at: timestamp(run.updatedAt),
    expires_at: optionalTimestamp(run.expiresAt),
    pause_requested_at: optionalTimestamp(run.pauseRequestedAt),
    cancel_requested_at: optionalTimestamp(run.cancelRequestedAt),
    duration_ms: finishedAt === null || run.startedAt === null ? null : finishedAt - run.startedAt,
    queued_ms: run.queuedMs,
    waiting_ms: run.waitingMs,
    timeout_ms: run.timeoutMs,
  };
}

function presentLineage({ lineage }: Run): WireRun['lineage'] {
  return {
    attempt: lineage.attempt,
    previous_run_id: lineage.previousRunId,
    forked_from: lineage.forkedFrom === null ? null : { run_id: lineage.forkedFrom.runId, step: lineage.forkedFrom.step },
    parent_run_id: lineage.parentRunId,
    root_run_id: lineage.rootRunId,
    batch_id: lineage.batchId,
  };
}

function presentVerdictSummary({ verdict }: Run): WireRun['verdict'] {
  if (verdict === null) return null;
  return { verdict: verdict.verdict, status: verdict.status, has_note: verdict.hasNote, corrections: verdict.corrections };
}

function presentLinks(run: Run): z.infer<typeof RunLinks> {
  const self = `/v1/runs/${run.id}`;
  return {
    self,
    status: `${self}/status`,
    events: `${self}/events`,
    steps: `${self}/steps`,
    logs: `${self}/logs`,
    records: `${self}/records`,
    artifacts: `${self}/artifacts`,
    evaluations: `${self}/evaluations`,
    verdict: `${self}/verdict`,
    workflow: `/v1/workflows/${run.workflow}`,
  };
}
