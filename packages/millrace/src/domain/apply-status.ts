import { AT_ONCE } from './at-once.ts';
import type { RunChangeOf } from './change.ts';
import { LIMITS } from './limits.ts';
import { completeProgress } from './progress.ts';
import type { ResumesTo, Run, RunState } from './run.ts';
import { withState } from './run-state.ts';
import { closeStages } from './stage.ts';
import type { StatusReasonCode } from './status-reason.ts';

export type StatusChange = RunChangeOf<
  | 'run.started'
  | 'run.waiting'
  | 'run.recovered'
  | 'run.pause-requested'
  | 'run.paused'
  | 'run.resumed'
  | 'run.cancel-requested'
  | 'run.finished'
>;

/** The one place where the status of a run changes; change-rights.ts has asked the transition table by then. */
export function applyStatus(run: Run, change: StatusChange, at: number): Run {
  switch (change.type) {
    case 'run.started':
      return {
        ...withState(run, { status: 'running', reason: 'executing' }, at),
        claimEpoch: run.claimEpoch + 1,
        startedAt: run.startedAt ?? at,
      };
    case 'run.waiting':
      return beginWait(run, change, at);
    case 'run.recovered':
      return recover(run, change.crashed, at);
    case 'run.pause-requested':
      return { ...run, pauseRequestedAt: at };
    case 'run.paused':
      return pause(run, at);
    case 'run.resumed':
      return resume(run, at);
    case 'run.cancel-requested':
      return { ...run, cancelRequestedAt: at, cancelReason: change.reason };
    case 'run.finished':
      return finish(run, change, at);
  }
}

function beginWait(run: Run, change: RunChangeOf<'run.waiting'>, at: number): Run {
  // An input that the owner had not seen when it decided to wait may be the very one it waits for: wake it at once.
  const runnableAt = run.inputSeq > change.seenInputSeq ? AT_ONCE : change.runnableAt;
  const wait = { status: 'waiting', reason: change.reason, waitingFor: change.waitingFor, wakeOn: change.wakeOn, runnableAt } as const;
  return run.pauseRequestedAt === null ? withState(run, wait, at) : pausedAs(run, wait, at);
}

/** The owner is gone. A pause that it had not reached is granted now. */
function recover(run: Run, crashed: boolean, at: number): Run {
  const crashes = crashed ? run.crashes + 1 : run.crashes;
  const ownerless = { ...run, crashes };
  if (run.pauseRequestedAt !== null) return pausedAs(ownerless, { status: 'queued', runnableAt: AT_ONCE }, at);
  if (crashes >= LIMITS.crashesBeforeQuarantine) return withState(ownerless, attention('quarantined'), at);
  return withState(ownerless, { status: 'queued', reason: 'recovered', runnableAt: AT_ONCE }, at);
}

function attention(reason: StatusReasonCode): RunState {
  return { status: 'waiting', reason, waitingFor: { kind: 'attention', name: reason }, wakeOn: [], runnableAt: null };
}

function pause(run: Run, at: number): Run {
  switch (run.status) {
    case 'queued':
      return pausedAs(run, { status: 'queued', runnableAt: run.runnableAt }, at);
    case 'waiting':
      return pausedAs(
        run,
        { status: 'waiting', reason: run.reason, waitingFor: run.waitingFor, wakeOn: run.wakeOn, runnableAt: run.runnableAt },
        at,
      );
    default:
      // The wish was taken back while the owner was on its way to grant it: the run goes on in its next call.
      if (run.pauseRequestedAt === null) return withState(run, { status: 'queued', reason: 'ready', runnableAt: AT_ONCE }, at);
      return pausedAs(run, { status: 'queued', runnableAt: AT_ONCE }, at);
  }
}

function pausedAs(run: Run, resumesTo: ResumesTo, at: number): Run {
  return { ...withState(run, { status: 'paused', reason: 'operator', resumesTo }, at), pauseRequestedAt: null };
}

function resume(run: Run, at: number): Run {
  if (run.status === 'running') return { ...run, pauseRequestedAt: null };
  if (run.status !== 'paused') return { ...withState(run, { status: 'queued', reason: 'ready', runnableAt: AT_ONCE }, at), crashes: 0 };
  const to = run.resumesTo;
  return withState(run, to.status === 'queued' ? { ...to, reason: 'ready' } : to, at);
}

function finish(run: Run, change: RunChangeOf<'run.finished'>, at: number): Run {
  if (change.status === 'completed') return end(run, { status: 'completed', reason: change.reason, finishedAt: at }, at);
  if (change.status === 'cancelled') return end(run, { status: 'cancelled', reason: change.reason, finishedAt: at }, at);
  const error = change.error ?? { code: change.reason, message: 'The run failed.', step: null, attempt: null, stack: null };
  return end(run, { status: 'failed', reason: change.reason, finishedAt: at, error }, at);
}

function end(run: Run, state: Extract<RunState, { finishedAt: number }>, at: number): Run {
  const ended = withState(run, state, at);
  const progress = state.status === 'completed' ? completeProgress(run.progress) : run.progress;
  // An output that never came is as far from the expected one as can be; one that somebody called off was not asked for any more.
  const evaluation = state.status === 'failed' && run.example !== null ? { score: 0, passed: false } : ended.evaluation;
  return { ...ended, progress, evaluation, finishedSeq: run.seq, stages: closeStages(run.stages, state.status, at) };
}
