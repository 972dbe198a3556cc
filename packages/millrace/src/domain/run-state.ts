import type { Run, RunHistory, RunIdentity, RunState } from './run.ts';

/** A run without what belongs to its status. Field by field, so that nothing of an old status stays behind. */
function runBase(run: Run): RunIdentity & RunHistory {
  return {
    id: run.id,
    workspaceId: run.workspaceId,
    workflow: run.workflow,
    version: run.version,
    runNumber: run.runNumber,
    createdAt: run.createdAt,
    startAt: run.startAt,
    expiresAt: run.expiresAt,
    timeoutMs: run.timeoutMs,
    priority: run.priority,
    concurrencyKey: run.concurrencyKey,
    tags: run.tags,
    metadata: run.metadata,
    trigger: run.trigger,
    lineage: run.lineage,
    example: run.example,
    credits: run.credits,
    seq: run.seq,
    updatedAt: run.updatedAt,
    startedAt: run.startedAt,
    queuedMs: run.queuedMs,
    waitingMs: run.waitingMs,
    statusAt: run.statusAt,
    inputSeq: run.inputSeq,
    claimEpoch: run.claimEpoch,
    crashes: run.crashes,
    pauseRequestedAt: run.pauseRequestedAt,
    cancelRequestedAt: run.cancelRequestedAt,
    cancelReason: run.cancelReason,
    progress: run.progress,
    stages: run.stages,
    steps: run.steps,
    items: run.items,
    costs: run.costs,
    creditsUsed: run.creditsUsed,
    children: run.children,
    artifacts: run.artifacts,
    reviews: run.reviews,
    finishedSeq: run.finishedSeq,
    evaluation: run.evaluation,
    verdict: run.verdict,
    deleted: run.deleted,
  };
}

/** The run in another state, with the time it spent in the old one added up. */
export function withState(run: Run, state: RunState, at: number): Run {
  const spell = at - run.statusAt;
  const idle = run.status === 'waiting' || run.status === 'paused';
  return {
    ...runBase(run),
    queuedMs: run.queuedMs + (run.status === 'queued' ? spell : 0),
    waitingMs: run.waitingMs + (idle ? spell : 0),
    statusAt: at,
    ...state,
  };
}
