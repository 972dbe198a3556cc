import type { Run } from '@millrace/protocol';
import type { ExplainableRun } from '../domain/explain-run.ts';

/** A run of the API as the explanation wants it. */
export function explainableRun(run: Run): ExplainableRun {
  const { timing, waiting_for: wait } = run;
  return {
    status: run.status,
    reason: run.status_reason,
    waitingFor:
      wait === null ? null : { kind: wait.kind, name: wait.name, until: timeOf(wait.until), target: wait.review_id ?? wait.run_id },
    startAt: timeOf(timing.start_at),
    expiresAt: timeOf(timing.expires_at),
    startedAt: timeOf(timing.started_at),
    timeoutMs: timing.timeout_ms,
    pauseRequestedAt: timeOf(timing.pause_requested_at),
    cancelRequestedAt: timeOf(timing.cancel_requested_at),
    error: run.error,
  };
}

function timeOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}
