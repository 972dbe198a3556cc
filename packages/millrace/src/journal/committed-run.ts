import type { Run } from '../domain/run.ts';
import { deadlineAt } from '../domain/run-deadline.ts';
import type { CommittedRun } from './journal.ts';

/** What the rest of the process learns about a run after a commit. */
export function committedRun(run: Run): CommittedRun {
  return {
    workspaceId: run.workspaceId,
    runId: run.id,
    runNumber: run.runNumber,
    seq: run.seq,
    status: run.status,
    workflow: run.workflow,
    version: run.version,
    priority: run.priority,
    concurrencyKey: run.concurrencyKey,
    runnableAt: run.status === 'queued' || run.status === 'waiting' ? run.runnableAt : null,
    deadlineAt: deadlineAt(run),
    claimEpoch: run.claimEpoch,
    crashes: run.crashes,
    inputSeq: run.inputSeq,
    cancelReason: run.cancelRequestedAt === null ? null : (run.cancelReason ?? 'cancelled_by_user'),
    pauseRequested: run.pauseRequestedAt !== null,
    parentRunId: run.lineage.parentRunId,
    children: run.children,
  };
}
