import type { RunChange } from '../../../domain/change.ts';
import { optionalTimestamp, timestamp } from '../../timestamp.ts';
import { presentError } from '../runs/present-error.ts';
import { presentWait } from '../runs/present-status.ts';
import { presentFinding } from './present-finding.ts';
import { presentReport } from './present-report.ts';
import { presentStepChange } from './present-step-change.ts';

export type EventData = { readonly [name: string]: unknown };

/** What an event tells, in wire words. Inputs, results and rows are read from their own resources. */
export function presentChange(change: RunChange): EventData {
  switch (change.type) {
    case 'run.queued':
      return presentQueued(change);
    case 'run.started':
      return {};
    case 'run.waiting':
      return { reason: change.reason, waiting_for: presentWait(change.waitingFor) };
    case 'run.recovered':
      return { crashed: change.crashed };
    case 'run.pause-requested':
    case 'run.paused':
    case 'run.resumed':
      return { actor: change.actor };
    case 'run.cancel-requested':
      return { actor: change.actor, reason: change.reason };
    case 'run.finished':
      return { status: change.status, reason: change.reason, error: presentError(change.error) };
    case 'signal.received':
      return { name: change.name, actor: change.actor };
    case 'review.requested':
      return { op: change.op, review_id: change.reviewId, name: change.name, title: change.title, until: optionalTimestamp(change.until) };
    case 'review.decided':
      return { review_id: change.reviewId, name: change.name, decision: change.decision, actor: change.actor, note: change.note };
    case 'child.started':
      return { op: change.op, name: change.name, run_id: change.runId };
    case 'child.finished':
      return { run_id: change.runId, status: change.status, error: presentError(change.error), credits_used: change.creditsUsed };
    case 'stage.changed':
    case 'progress.reported':
    case 'log.written':
    case 'usage.recorded':
    case 'artifact.recorded':
    case 'records.appended':
      return presentReport(change);
    case 'data.deleted':
      return { actor: change.actor, parts: change.parts, jobs: change.jobs.map(({ id, part }) => ({ id, part })) };
    case 'evaluation.planned':
    case 'evaluation.recorded':
    case 'verdict.given':
    case 'verdict.withdrawn':
    case 'expected-file.added':
    case 'expected-file.renamed':
    case 'expected-file.removed':
      return presentFinding(change);
    default:
      return presentStepChange(change);
  }
}

function presentQueued({ run }: Extract<RunChange, { type: 'run.queued' }>): EventData {
  return {
    workflow: run.workflow,
    version: run.version,
    start_at: optionalTimestamp(run.startAt),
    expires_at: optionalTimestamp(run.expiresAt),
    created_at: timestamp(run.createdAt),
    tags: run.tags,
    trigger: { type: run.trigger.type, actor: run.trigger.actor, request_id: run.trigger.requestId },
  };
}
