import type { Progress, RunStatusView, WaitingFor } from '@millrace/protocol';
import { estimateRemainingMs } from '../../../domain/progress.ts';
import { isTerminal } from '../../../domain/run-status.ts';
import type { Run } from '../../../domain/run.ts';
import type { WaitingFor as RunWait } from '../../../domain/waiting-for.ts';
import { optionalTimestamp, timestamp } from '../../timestamp.ts';

/**
 * The small, volatile view of a run. Like all presenters of runs it asks no clock: the same seq always gives the same
 * bytes, which is what a strong entity tag promises. Estimates count from `updated_at`.
 */
export function presentStatus(run: Run): RunStatusView {
  return {
    id: run.id,
    status: run.status,
    status_reason: run.reason,
    waiting_for: run.status === 'waiting' ? presentWait(run.waitingFor) : null,
    finished: isTerminal(run.status),
    seq: run.seq,
    stage: run.stages.find((stage) => stage.status === 'running')?.name ?? null,
    progress: presentProgress(run),
    updated_at: timestamp(run.updatedAt),
    pause_requested_at: optionalTimestamp(run.pauseRequestedAt),
    cancel_requested_at: optionalTimestamp(run.cancelRequestedAt),
    poll_after_ms: pollAfterMs(run),
  };
}

export function presentProgress(run: Run): Progress {
  const { percent, message, unitsDone, unitsTotal } = run.progress;
  const left = isTerminal(run.status)
    ? null
    : estimateRemainingMs({ percent, startedAt: run.startedAt, now: run.updatedAt, waitingMs: run.waitingMs });
  return {
    percent,
    message,
    units_done: unitsDone,
    units_total: unitsTotal,
    eta_ms: left?.etaMs ?? null,
    eta_method: left?.method ?? null,
  };
}

export function presentWait(wait: RunWait): WaitingFor {
  return {
    kind: wait.kind,
    name: wait.name,
    until: 'until' in wait ? optionalTimestamp(wait.until) : null,
    review_id: wait.kind === 'review' ? wait.reviewId : null,
    run_id: wait.kind === 'child' ? wait.runId : null,
  };
}

/** When a client does well to ask again: soon while something is happening, rarely while nobody expects a change. */
export function pollAfterMs(run: Run): number | null {
  switch (run.status) {
    case 'queued':
    case 'running':
      return 1000;
    case 'waiting':
      return run.waitingFor.kind === 'review' || run.waitingFor.kind === 'attention' ? 10_000 : 2000;
    case 'paused':
      return 10_000;
    case 'completed':
    case 'failed':
    case 'cancelled':
      return null;
  }
}

/** `Retry-After` in whole seconds, as `poll_after_ms` says. */
export function retryAfterSeconds(run: Run): number | null {
  const ms = pollAfterMs(run);
  return ms === null ? null : Math.ceil(ms / 1000);
}
