import type { JsonObject } from '../../domain/json.ts';
import type { Run, RunOf } from '../../domain/run.ts';
import { STATUS_REASONS, type StatusReasonCode } from '../../domain/status-reason.ts';
import { iso, optionalIso } from './times.ts';

type PhaseStatus = 'pending' | 'running' | 'completed' | 'failed' | 'skipped' | 'cancelled';

export interface Phase {
  readonly phase: string;
  readonly status: PhaseStatus;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
}

/** Inputs and code are there before a run is accepted, and results are durable with its end: these never happen by themselves. */
const SKIPPED_BEFORE = ['starting', 'preparing_inputs', 'preparing_environment', 'installing_dependencies'];
const SKIPPED_AFTER = ['collecting_outputs', 'finalizing'];

/** The vendor's eight phases, of which ours are two: in the queue, and after it. */
export function phasesOf(run: Run): readonly Phase[] {
  const { createdAt, startedAt } = run;
  const finishedAt = 'finishedAt' in run ? run.finishedAt : null;
  const end = endOf(run);
  const queued: Phase = {
    phase: 'queued',
    status: startedAt === null ? end : 'completed',
    startedAt: createdAt,
    completedAt: startedAt ?? finishedAt,
  };
  const running: Phase =
    startedAt === null
      ? { ...never('running'), status: finishedAt === null ? 'pending' : 'skipped' }
      : { phase: 'running', status: end, startedAt, completedAt: finishedAt };
  return [queued, ...SKIPPED_BEFORE.map(never), running, ...SKIPPED_AFTER.map(never)];
}

function endOf(run: Run): PhaseStatus {
  return 'finishedAt' in run ? run.status : 'running';
}

function never(phase: string): Phase {
  return { phase, status: 'skipped', startedAt: null, completedAt: null };
}

/** Runs leave no spans outside of their log, so that there is no trace id. */
export function presentDebug(run: Run): JsonObject {
  const phases = phasesOf(run).map(({ phase, status, startedAt, completedAt }) => ({
    phase,
    status,
    startedAt: optionalIso(startedAt),
    completedAt: optionalIso(completedAt),
  }));
  return { observability: { phases, failure: run.status === 'failed' ? presentFailureFacts(run) : null }, traceId: null };
}

const CATEGORIES: { readonly [R in StatusReasonCode]?: string } = {
  invalid_output: 'output',
  queue_expired: 'system',
  limit_exceeded: 'system',
};

function presentFailureFacts(run: RunOf<'failed'>): JsonObject {
  return {
    phase: run.startedAt === null ? 'queued' : 'running',
    code: run.reason,
    category: CATEGORIES[run.reason] ?? 'runtime',
    provider: null,
    retryable: STATUS_REASONS[run.reason].retryable,
    userMessage: run.error.message,
    occurredAt: iso(run.finishedAt),
  };
}
