import type { RunChange } from '../../domain/change.ts';
import type { JsonObject } from '../../domain/json.ts';
import { presentStatus, type ExecutionStatus } from './statuses.ts';
import { iso } from './times.ts';

interface Told {
  readonly type: string;
  /** Left out where the change does not say what the run becomes. */
  readonly status?: ExecutionStatus;
  readonly message?: string | null;
  readonly metadata?: JsonObject;
}

/** A change as a point in the life of a run; null for what is told elsewhere: steps, logs, files, usage. */
export function presentEvent(change: RunChange, at: number): JsonObject | null {
  const told = tell(change, at);
  if (told === null) return null;
  const { type, status = null, message = null, metadata = {} } = told;
  return { type, timestamp: iso(at), status, message, metadata };
}

function tell(change: RunChange, at: number): Told | null {
  switch (change.type) {
    case 'run.queued': {
      const { startAt, trigger } = change.run;
      const status = startAt !== null && startAt > at ? 'created' : 'pending';
      return { type: 'run.created', status, metadata: { trigger: trigger.type } };
    }
    case 'run.started':
      return { type: 'run.started', status: 'running' };
    case 'run.waiting':
      return { type: 'run.waiting', status: 'waiting', metadata: { reason: change.reason, waitingFor: change.waitingFor.name } };
    case 'run.recovered':
      return { type: 'run.recovered', status: 'pending', metadata: { crashed: change.crashed } };
    case 'run.pause-requested':
      return { type: 'run.pause_requested' };
    case 'run.paused':
      return { type: 'run.paused', status: 'waiting' };
    case 'run.resumed':
      return { type: 'run.resumed' };
    case 'run.cancel-requested':
      return { type: 'run.cancel_requested' };
    case 'run.finished':
      return {
        type: `run.${change.status}`,
        status: presentStatus(change),
        message: change.error?.message ?? null,
        metadata: { reason: change.reason },
      };
    default:
      return tellReview(change);
  }
}

function tellReview(change: RunChange): Told | null {
  switch (change.type) {
    case 'review.requested':
      return { type: 'review.requested', message: change.title, metadata: { name: change.name } };
    case 'review.decided':
      return { type: 'review.decided', message: change.note, metadata: { name: change.name, decision: change.decision } };
    case 'evaluation.recorded':
      return { type: 'run.scored', metadata: { score: change.score, passed: change.passed } };
    case 'verdict.given':
      return {
        type: 'review.updated',
        message: change.verdict.note,
        metadata: { verdict: change.verdict.verdict, status: change.verdict.status },
      };
    case 'verdict.withdrawn':
      return { type: 'review.cleared' };
    default:
      return null;
  }
}
