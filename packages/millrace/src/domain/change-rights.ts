import { canApplyVerdict, isVerdictChange } from './apply-verdict.ts';
import { canDeleteData } from './apply-deletion.ts';
import type { RunChange, RunChangeOf } from './change.ts';
import { tryAddCost } from './cost.ts';
import { LIMITS } from './limits.ts';
import type { Refusal } from './refusal.ts';
import type { Run } from './run.ts';
import { canMove, isTerminal, type RunStatus } from './run-status.ts';

/** Why this sender may not make this change to this run now, or null. The epoch is the fence against a late owner. */
export function canApply(run: Run, change: RunChange, at: number, epoch: number | null): Refusal | null {
  if (change.type === 'run.queued') return { kind: 'duplicate_id' };
  if (change.type === 'data.deleted') return canDeleteData(run);
  if (isVerdictChange(change)) return canApplyVerdict(run, change);
  if (isTerminal(run.status)) return { kind: 'wrong_status', status: run.status };
  if (change.type === 'run.started') return canStart(run, epoch);
  if (epoch !== null) return canOwnerApply(run, change, epoch);
  return canOthersApply(run, change, at);
}

function canStart(run: Run, epoch: number | null): Refusal | null {
  if (epoch !== run.claimEpoch + 1) return staleOwner(run);
  return mayMove(run, 'running');
}

/**
 * What the owner of a run that is to be cancelled may not do any more. Give it back: nobody would end it afterwards.
 * Call another run: whoever cancels has looked by now for those that it had called.
 */
const GOES_ON: ReadonlySet<RunChange['type']> = new Set(['run.waiting', 'run.paused', 'run.recovered', 'child.started']);

function canOwnerApply(run: Run, change: RunChange, epoch: number): Refusal | null {
  if (epoch !== run.claimEpoch || run.status !== 'running') return staleOwner(run);
  // It is done again from the log, where the input is: what its function was told is not true.
  if (change.type === 'wait.completed' && run.inputSeq > (change.seenInputSeq ?? run.inputSeq)) return staleOwner(run);
  if (GOES_ON.has(change.type) && run.cancelReason !== null) return { kind: 'cancel_requested', reason: run.cancelReason };
  return overLimit(run, change);
}

/** What belongs to the way a run is moved on and ended. */
const MOVES_ON = /^run\.|^evaluation\.recorded$/;

/** What a run may have of each kind; a commit that goes over it is refused as a whole. */
function overLimit(run: Run, change: RunChange): Refusal | null {
  // A full log must not keep the run from being moved on, or it could not even end.
  if (!MOVES_ON.test(change.type) && run.seq >= LIMITS.changesPerRun) return atMost('changesPerRun', run.seq);
  switch (change.type) {
    case 'step.completed':
      return atMost('stepsPerRun', run.steps.completed);
    case 'child.started':
      return atMost('childrenPerRun', run.children);
    case 'artifact.recorded':
      return atMost('artifactsPerRun', run.artifacts);
    case 'usage.recorded':
      return tryAddCost(run.costs, change.entry).ok ? null : { kind: 'limit_exceeded', limit: 'costProviders', max: LIMITS.costProviders };
    default:
      return null;
  }
}

function atMost(limit: 'stepsPerRun' | 'childrenPerRun' | 'artifactsPerRun' | 'changesPerRun', count: number): Refusal | null {
  return count < LIMITS[limit] ? null : { kind: 'limit_exceeded', limit, max: LIMITS[limit] };
}

function canOthersApply(run: Run, change: RunChange, at: number): Refusal | null {
  switch (change.type) {
    case 'run.pause-requested':
      return run.status === 'running' ? firstTime(run.pauseRequestedAt) : { kind: 'wrong_status', status: run.status };
    case 'run.cancel-requested':
      return run.status === 'running' ? firstTime(run.cancelRequestedAt) : { kind: 'wrong_status', status: run.status };
    case 'run.paused':
      return run.status === 'running' ? { kind: 'wrong_status', status: run.status } : mayMove(run, 'paused');
    case 'run.resumed':
      return canResume(run) ? null : { kind: 'wrong_status', status: run.status };
    case 'run.finished':
      return canOthersFinish(run, change, at);
    case 'signal.received':
      return atMost('changesPerRun', run.seq);
    case 'review.decided':
    case 'child.finished':
      return null;
    default:
      // What a retry or rerun copies from an earlier run, and input files: only until the run first starts.
      return run.status === 'queued' && run.startedAt === null ? null : staleOwner(run);
  }
}

/** A time that came too late for its run must not end it: the run may have started or been given an answer since. */
function canOthersFinish(run: Run, change: RunChangeOf<'run.finished'>, at: number): Refusal | null {
  const wrong = { kind: 'wrong_status', status: run.status } as const;
  if (change.reason === 'queue_expired') {
    return run.startedAt === null && run.expiresAt !== null && run.expiresAt <= at ? mayMove(run, 'failed') : wrong;
  }
  if (change.reason === 'run_timeout') return isOutOfTime(run, at) ? mayMove(run, 'failed') : wrong;
  if (run.status === 'running') return change.status === 'cancelled' && run.cancelRequestedAt !== null ? null : wrong;
  return mayMove(run, change.status);
}

function isOutOfTime(run: Run, at: number): boolean {
  return run.startedAt !== null && run.timeoutMs !== null && run.startedAt + run.timeoutMs <= at;
}

function canResume(run: Run): boolean {
  if (run.status === 'paused') return true;
  if (run.status === 'running') return run.pauseRequestedAt !== null;
  return run.status === 'waiting' && run.waitingFor.kind === 'attention';
}

function staleOwner({ claimEpoch }: Run): Refusal {
  return { kind: 'stale_owner', claimEpoch };
}

function firstTime(requestedAt: number | null): Refusal | null {
  return requestedAt === null ? null : { kind: 'already_requested' };
}

function mayMove(run: Run, to: RunStatus): Refusal | null {
  return canMove(run.status, to) ? null : { kind: 'wrong_status', status: run.status };
}
