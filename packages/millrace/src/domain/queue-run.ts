import type { RunChangeOf } from './change.ts';
import { NO_PROGRESS } from './progress.ts';
import type { Run } from './run.ts';
import { declareStages } from './stage.ts';

/** A run as it is when it has just been accepted: the fold of its first change. */
export function queueRun(change: RunChangeOf<'run.queued'>, runNumber: number, at: number): Run {
  const delayed = change.run.startAt !== null && change.run.startAt > at;
  return {
    ...change.run,
    runNumber,
    seq: 1,
    updatedAt: at,
    startedAt: null,
    queuedMs: 0,
    waitingMs: 0,
    statusAt: at,
    inputSeq: 0,
    claimEpoch: 0,
    crashes: 0,
    pauseRequestedAt: null,
    cancelRequestedAt: null,
    cancelReason: null,
    progress: NO_PROGRESS,
    stages: declareStages(change.stages),
    steps: { completed: 0, failed: 0, attempts: 0 },
    items: null,
    costs: {},
    creditsUsed: 0,
    children: 0,
    artifacts: 0,
    reviews: 0,
    finishedSeq: null,
    evaluation: null,
    verdict: null,
    deleted: [],
    status: 'queued',
    reason: delayed ? 'delayed' : 'ready',
    runnableAt: change.run.startAt ?? at,
  };
}
